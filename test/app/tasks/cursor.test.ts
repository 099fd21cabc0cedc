import { randomBytes, randomInt } from 'node:crypto';
import t from 'tap';
import { decodeCursor, encodeCursor } from '../../../src/app/tasks/cursor.ts';
import { positionOf, type PagePosition, type Task, type TaskSelection } from '../../../src/app/tasks/task.ts';

const list: TaskSelection = { status: 'all', sort: 'created', limit: 50, offset: 0 };
const time = '2026-11-01T08:30:00.123456Z';

const positions: readonly (readonly [sort: TaskSelection['sort'], name: string, position: PagePosition])[] = [
  ['created', 'a time', { key: time, id: 42 }],
  ['created', 'the first time', { key: '0001-01-01T00:00:00.000000Z', id: 1 }],
  ['created', 'the last id', { key: '9999-12-31T23:59:59.999999Z', id: Number.MAX_SAFE_INTEGER }],
  ['due_date', 'a time', { key: time, id: 42 }],
  ['due_date', 'no time', { key: null, id: 42 }],
  ['title', 'a text', { key: 'Buy milk', id: 42 }],
  ['title', 'a text that JSON escapes', { key: '"\\\u0001\n', id: 42 }],
  ['title', 'a text beyond the first plane', { key: '🥛 ß İ', id: 42 }],
  ['title', 'a text like a time', { key: time, id: 42 }],
];

const task: Task = {
  id: 42,
  user_id: 'alice',
  title: 'Buy milk',
  description: null,
  completed: false,
  due_date: null,
  version: 1,
  created_at: time,
  updated_at: '2026-11-02T08:30:00.000000Z',
};

/** Returns a cursor of `list` with changed contents. */
function forge(change: (contents: readonly unknown[]) => unknown): string {
  const contents: unknown = JSON.parse(Buffer.from(encodeCursor({ key: time, id: 42 }, list), 'base64url').toString());
  return Buffer.from(JSON.stringify(change(Array.isArray(contents) ? contents : []))).toString('base64url');
}

t.test('a cursor decodes to its position, for each sort', async (t) => {
  for (const [sort, name, position] of positions) {
    for (const status of ['all', 'pending', 'completed'] as const) {
      for (const q of [undefined, 'milk', '"\\🥛']) {
        const selection = { ...list, sort, status, ...(q === undefined ? {} : { q }) };
        t.strictSame(
          decodeCursor(encodeCursor(position, selection), selection),
          position,
          `${sort} ${name} ${status} ${q ?? ''}`,
        );
      }
    }
  }
});

t.test('the position of a task is its id and its sort key', async (t) => {
  t.strictSame(positionOf(JSON.stringify(task), 'created'), { key: time, id: 42 });
  t.strictSame(positionOf(JSON.stringify(task), 'title'), { key: 'Buy milk', id: 42 });
  t.strictSame(positionOf(JSON.stringify(task), 'due_date'), { key: null, id: 42 });
});

t.test('JSON that is not a task has no position', async (t) => {
  for (const json of ['null', '[]', '{}', '{"id":42}', '{"id":"42","title":"x"}', '{"id":42,"title":7}']) {
    t.throws(() => positionOf(json, 'title'), TypeError, json);
  }
});

t.test('a cursor is bound to every parameter of its list, but not to limit', async (t) => {
  const cursor = encodeCursor({ key: time, id: 42 }, { ...list, q: 'milk' });
  const others: readonly (readonly [name: string, selection: TaskSelection])[] = [
    ['another status', { ...list, q: 'milk', status: 'pending' }],
    ['another sort', { ...list, q: 'milk', sort: 'due_date' }],
    ['a sort that takes any text', { ...list, q: 'milk', sort: 'title' }],
    ['another q', { ...list, q: 'bread' }],
    ['q in another case', { ...list, q: 'Milk' }],
    ['no q', list],
    ['an offset', { ...list, q: 'milk', offset: 1 }],
  ];
  for (const [name, selection] of others) t.equal(decodeCursor(cursor, selection), null, name);
  const withNewFilter = { ...list, q: 'milk', label: 'home' };
  t.equal(decodeCursor(cursor, withNewFilter), null, 'a parameter that the contract may get');
  const reordered: TaskSelection = { offset: 0, limit: 50, q: 'milk', sort: 'created', status: 'all' };
  t.ok(decodeCursor(cursor, reordered), 'the order of the parameters is free');
  t.ok(decodeCursor(cursor, { ...list, q: 'milk', limit: 1 }));
  t.ok(decodeCursor(encodeCursor({ key: time, id: 42 }, list), { ...list, q: '' }), 'an empty q equals no q');
});

t.test('a cursor is bound to the values of a parameter in any order', async (t) => {
  const selection = { ...list, label: ['b', 'a'] };
  const cursor = encodeCursor({ key: time, id: 42 }, selection);
  const reordered = { ...list, label: ['a', 'b'] };
  t.ok(decodeCursor(cursor, reordered));
  for (const label of [[], ['a'], ['a', 'c'], ['a,b'], ['a', 'b', 'c'], 'a,b']) {
    const other = { ...list, label };
    t.equal(decodeCursor(cursor, other), null, JSON.stringify(label));
  }
  t.strictSame(selection.label, ['b', 'a'], 'the selection keeps its order');
});

t.test('rejects a cursor that is not a position', async (t) => {
  const forged: readonly (readonly [name: string, cursor: string])[] = [
    ['nothing', ''],
    ['another binding', forge(([, key, id]) => ['AAAAAAAA', key, id])],
    ['a number for binding', forge(([, key, id]) => [7, key, id])],
    ['null for the time', forge(([binding, , id]) => [binding, null, id])],
    ['a text for the time', forge(([binding, , id]) => [binding, 'now()', id])],
    ['a time that is not in UTC', forge(([binding, , id]) => [binding, '2026-11-01T08:30:00+01:00', id])],
    ['a time without fraction', forge(([binding, , id]) => [binding, '2026-11-01T08:30:00Z', id])],
    ['a day that does not exist', forge(([binding, , id]) => [binding, '2026-02-30T08:30:00.000000Z', id])],
    ['infinity', forge(([binding, , id]) => [binding, 'infinity', id])],
    ...[0, -1, 1.5, 2 ** 53, '42', null, true, [42], {}].map(
      (id) => [`id ${JSON.stringify(id)}`, forge(([binding, key]) => [binding, key, id])] as const,
    ),
    ['no id', forge(([binding, key]) => [binding, key])],
    ['one more member', forge((contents) => [...contents, 1])],
    ...[null, 'text', 7, {}, []].map((value) => [JSON.stringify(value), forge(() => value)] as const),
  ];
  for (const [name, cursor] of forged) t.equal(decodeCursor(cursor, list), null, name);
  const byTitle = { ...list, sort: 'title' } as const;
  for (const key of ['a\0', 'a\ud800']) t.equal(decodeCursor(encodeCursor({ key, id: 1 }, byTitle), byTitle), null);
});

t.test('no text makes decoding throw or yields a position that the query cannot take', async (t) => {
  const isPosition = (position: PagePosition | null): boolean =>
    position === null ||
    (Number.isSafeInteger(position.id) &&
      position.id > 0 &&
      (position.key ?? '').isWellFormed() &&
      !position.key?.includes('\0'));
  for (let round = 0; round < 4000; round += 1) {
    const [sort, , position] = positions[round % positions.length] ?? ['created', '', { key: time, id: 1 }];
    const selection = { ...list, sort };
    const bytes = Buffer.from(encodeCursor(position, selection));
    bytes[randomInt(bytes.length)] = randomInt(256);
    const json = Buffer.from(encodeCursor(position, selection), 'base64url');
    json[randomInt(json.length)] = randomInt(256);
    const texts = [
      bytes.toString('latin1'),
      json.toString('base64url'),
      randomBytes(randomInt(64)).toString('latin1'),
      randomBytes(randomInt(64)).toString('base64url'),
      encodeCursor(position, selection).slice(0, randomInt(bytes.length)),
    ];
    for (const text of texts) if (!isPosition(decodeCursor(text, selection))) t.fail(JSON.stringify(text));
  }
  t.pass('20,000 texts');
});

t.test('the longest cursor is within the limit of the contract and needs no encoding in a URL', async (t) => {
  for (const character of ['x', '\u0001', '"', '🥛']) {
    const cursor = encodeCursor(
      { key: character.repeat(200), id: Number.MAX_SAFE_INTEGER },
      { ...list, sort: 'title' },
    );
    t.ok(cursor.length <= 4096, `${cursor.length} characters`);
    t.equal(encodeURIComponent(cursor), cursor);
  }
});
