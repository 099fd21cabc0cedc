import { AssertionError } from 'node:assert';
import fc from 'fast-check';
import t from 'tap';
import { matchesText } from '../../../src/contract/response/match-text.ts';
import type { CompiledContent } from '../../../src/contract/types/compiled.ts';
import type { TextPattern } from '../../../src/contract/types/text-pattern.ts';
import type { OperationId } from '../../../src/contract/types/handler.ts';
import { readSchema } from '../../support/arbitraries/schema.ts';
import { objectsOf } from '../../support/arbitraries/values.ts';
import { violationsOf } from '../../support/arbitraries/violations.ts';
import { holds } from '../../support/property.ts';
import { compiledOperation } from '../compiled.ts';
import { partOf, resolvedContract } from '../document.ts';
import { task } from './answers.ts';

type Patterned = CompiledContent & { readonly pattern: TextPattern };

function contentOf(id: OperationId): Patterned {
  const content = compiledOperation(id).responses.get(200)?.content.get('application/json');
  if (!content?.pattern) throw new Error(`${id} has no pattern.`);
  return { ...content, pattern: content.pattern };
}

const document = await resolvedContract();
const taskSchema = readSchema(partOf(document, ['components', 'schemas', 'Task']));
const owner = 'alice';
const contents = {
  getTask: contentOf('getTask'),
  listTasks: contentOf('listTasks'),
  listChanges: contentOf('listChanges'),
  listTags: contentOf('listTags'),
};
type Id = keyof typeof contents;

const { getTask, listTasks, listChanges } = contents;
const text = JSON.stringify(task);
const having = (members: object): string => JSON.stringify({ ...task, ...members });

/** Decides without the pattern: parses the text, validates its value, and looks for other users. */
function isAllowed(id: Id, text: string): boolean {
  const users: unknown[] = [];
  try {
    const value: unknown = JSON.parse(text, (name: string, member: unknown) => {
      if (name === 'user_id') users.push(member);
      return member;
    });
    return contents[id].validate(value) && users.every((user) => user === owner);
  } catch {
    return false;
  }
}

function isMatched(id: Id, text: string): boolean {
  return matchesText(contents[id].pattern, text, owner);
}

function expectSound(id: Id, text: string): void {
  if (!isMatched(id, text) || isAllowed(id, text)) return;
  throw new AssertionError({ message: `${id} must not match ${text}` });
}

const tasks = objectsOf(taskSchema).map((value) => ({ ...value, user_id: owner }));
const changes = fc.oneof(
  tasks.map((value) => ({ version: 3, id: 4, deleted: false, task: value })),
  fc.constantFrom<object>(
    { version: 3, id: 4, deleted: true },
    { version: 3, id: 4, deleted: false },
    { version: 3, id: 4, deleted: true, task },
  ),
);
const tagCounts = fc.record({ tag: fc.string({ unit: 'binary', maxLength: 60 }), count: fc.nat() });

const bodies: fc.Arbitrary<readonly [Id, unknown]> = fc.oneof(
  tasks.map((value) => ['getTask', value] as const),
  fc.array(tasks, { maxLength: 4 }).map((value) => ['listTasks', value] as const),
  fc.array(changes, { maxLength: 4 }).map((list) => {
    return ['listChanges', { changes: list, since: 4, has_more: false }] as const;
  }),
  fc.array(tagCounts, { maxLength: 4 }).map((value) => ['listTags', value] as const),
);

/** Insertions into a text: characters and words with a meaning in JSON, or in a task. */
const pieces = fc.oneof(
  fc.constantFrom(
    ...['"', '\\', ',', ':', '{', '}', '[', ']', ' ', '\n', '\t', '0', '1', '9', '-', '.', 'e', 'Z', 'T', 'null'],
    ...['\0', '\u001f', '\ud83e', '\udd5b', '🥛', '\\u0000', '\\u0041', '\\ud83e', '\\u001F', '\\/', '\\n', '\\x'],
    ...['"user_id":"bob",', '"user_id":"alice",', '"user\\u005fid":"bob",', '"__proto__":1,', ',"colour":"red"'],
    ...['-02-30', '-02-29', '-04-31', '0000-', '24:00:00', '23:59:60', '10000000000000000', '"a","a"', '""', '01'],
  ),
  fc.string({ unit: 'binary', maxLength: 2 }),
);

/** Replaces a part of a text; an empty part or an empty piece inserts or removes. Places are shares of the text. */
const edits = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), count: fc.nat(12), piece: pieces });

function edited(text: string, changes: readonly { at: number; count: number; piece: string }[]): string {
  return changes.reduce((result, { at, count, piece }) => {
    const start = Math.floor(at * result.length);
    return result.slice(0, start) + piece + result.slice(start + count);
  }, text);
}

t.test('never matches an edited text that the validator refuses', async (t) => {
  const property = fc.asyncProperty(bodies, fc.array(edits, { maxLength: 2 }), async ([id, body], list) => {
    expectSound(id, edited(JSON.stringify(body), list));
  });
  await holds(t, 20_000, property);
});

t.test('never matches a text cut short, in another order, with white space or of another user', async (t) => {
  const property = fc.asyncProperty(tasks, fc.double({ min: 0, max: 1, noNaN: true }), async (value, share) => {
    const text = JSON.stringify(value);
    const entries = Object.entries(value);
    const start = Math.floor(share * entries.length);
    const turned = Object.fromEntries([...entries.slice(start), ...entries.slice(0, start)]);
    for (const other of [
      text.slice(0, Math.floor(share * text.length)),
      JSON.stringify(turned, null, start % 2),
      JSON.stringify({ ...value, user_id: `${owner}${share}` }),
    ]) {
      expectSound('getTask', other);
      expectSound('listTasks', `[${text},${other}]`);
    }
  });
  await holds(t, 1_000, property);
});

/** Days and times in the usual form, most of which do not exist. */
const timesOfAnyNumbers = fc
  .tuple(
    fc.constantFrom('0000', '0001', '1900', '2000', '2024', '2026'),
    ...Array<fc.Arbitrary<number>>(5).fill(fc.nat(99)),
  )
  .chain(([year, ...numbers]) => {
    const [month, day, hour, minute, second] = numbers.map((number) => String(number).padStart(2, '0'));
    const date = `${year}-${month}-${day}`;
    return fc.constantFrom(date, `${date}T${hour}:${minute}:${second}.000001Z`, `${date}T12:00:00.5Z`);
  });

t.test('never matches a breach of any keyword', async (t) => {
  for (const [name, member] of Object.entries(taskSchema.properties)) {
    const breaches = member.pattern ? [{ name: '', values: timesOfAnyNumbers }] : violationsOf(member);
    for (const { name: keyword, values } of breaches) {
      const property = fc.asyncProperty(values, async (value) => {
        expectSound('getTask', having({ [name]: value }));
      });
      await t.test(`${name}${keyword}`, async (t) => holds(t, 500, property));
    }
  }
});

t.test('knows the days of every month', async (t) => {
  for (let month = 0; month <= 13; month += 1) {
    for (let day = 0; day <= 32; day += 1) {
      const numbers = [month, day].map((number) => String(number).padStart(2, '0')).join('-');
      const text = having({ due_date: `2023-${numbers}` });
      t.equal(isMatched('getTask', text), isAllowed('getTask', text), numbers);
    }
  }
});

/** Values that only the validator decides: long numbers, 29 February, and times that Postgres does not write. */
function isRare(text: string): boolean {
  return /[:][0-9]{16}[,}]|-02-29/.test(text);
}

t.test('matches every valid text but the rare ones', async (t) => {
  const property = fc.asyncProperty(bodies, async ([id, body]) => {
    const text = JSON.stringify(body);
    if (isMatched(id, text) === isAllowed(id, text) || isRare(text)) return;
    throw new AssertionError({ message: `${id} must match ${text}` });
  });
  await holds(t, 3_000, property);
});

const cases: readonly (readonly [text: string, matches: boolean, name: string])[] = [
  [text, true, 'a task'],
  [having({ id: 999_999_999_999_999 }), true, 'an id of 15 digits'],
  [having({ id: 9_007_199_254_740_991 }), false, 'an id of 16 digits'],
  [having({ title: '🥛'.repeat(200) }), true, '200 characters of two units'],
  [having({ title: '🥛'.repeat(201) }), false, '201 characters of two units'],
  [having({ title: '\n'.repeat(200) }), true, '200 escapes'],
  [having({ title: '\n'.repeat(201) }), false, '201 escapes'],
  [having({ title: `${'x'.repeat(200)}\n` }), false, '200 characters and an escape'],
  [having({ title: '\u0001\u001f\u007f"\\/' }), true, 'characters that need escapes'],
  [having({ title: '\0' }), false, 'U+0000'],
  [text.replace('Buy', '\\u0042uy'), false, 'an escape that nobody needs'],
  [text.replace('Buy', '\ud83e'), false, 'a lone surrogate'],
  [having({ description: '' }), true, 'an empty description'],
  [having({ title: '' }), false, 'an empty title'],
  [having({ tags: [] }), true, 'no tags'],
  [having({ tags: ['a', 'b', '",', 'a"', '["a"]'] }), true, 'tags of quotes and commas'],
  [having({ tags: ['a', 'b', 'a'] }), false, 'a tag twice'],
  [having({ tags: Array.from({ length: 20 }, (_, index) => String(index)) }), true, '20 tags'],
  [having({ tags: Array.from({ length: 21 }, (_, index) => String(index)) }), false, '21 tags'],
  [having({ due_date: '2026-12-31' }), true, 'a day'],
  [having({ due_date: '2026-02-30' }), false, '30 February'],
  [having({ due_date: '2024-02-29' }), false, '29 February'],
  [having({ due_date: '2026-04-31' }), false, '31 April'],
  [having({ due_date: '0001-01-01' }), true, 'the first day'],
  [having({ due_date: '0000-01-01' }), false, 'a day before'],
  [having({ user_id: 'alice2' }), false, 'a longer user'],
  [having({ user_id: 'alic' }), false, 'a shorter user'],
  [`${text} `, false, 'white space at the end'],
  [`${text}${text}`, false, 'two tasks'],
  ['', false, 'nothing'],
];

t.test('matches these texts of a task', async (t) => {
  for (const [sent, matches, name] of cases) t.equal(isMatched('getTask', sent), matches, name);
});

t.test('matches lists from bracket to bracket', async (t) => {
  const list = (count: number): string => `[${Array<string>(count).fill(text).join()}]`;
  for (const count of [0, 1, 2, 100]) t.equal(isMatched('listTasks', list(count)), true, `${count} tasks`);
  for (const wrong of [
    list(101),
    `${list(1)}]`,
    list(2).slice(0, -1),
    `[,${text}]`,
    `[${text},]`,
    `[${text}${text}]`,
  ]) {
    t.equal(isMatched('listTasks', wrong), false, wrong.slice(0, 40));
  }
});

/** The time of one check in milliseconds, the best of several. */
function timeOf(hostile: string): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    if (isMatched('getTask', hostile)) throw new Error('A hostile text matched.');
    return performance.now() - start;
  });
  return Math.min(...times);
}

t.test('takes time in proportion to the text that it refuses', async (t) => {
  const [before = '', after = ''] = text.split('Buy milk');
  const contents = ['x', '\\n', '\\\\', '🥛', '\\u0001', 'x\\n', '"', '","', '\ud83e', '[', '{"id":1,'];
  for (const content of contents) {
    for (const end of ['\u0001', '\\', after, '']) {
      const [short, long] = [2_000, 64_000].map((count) => `${before}${content.repeat(count)}${end}`);
      // In proportion, it is 32 times the time; with the square of the length, 1,024 times.
      const [least, most] = [timeOf(short ?? ''), timeOf(long ?? '')];
      t.ok(most < Math.max(least, 0.2) * 200, `${JSON.stringify(content + end)}: ${least} and ${most} ms`);
    }
  }
  const tags = (count: number): string => having({ tags: Array.from({ length: count }, (_, index) => String(index)) });
  t.ok(timeOf(tags(64_000)) < Math.max(timeOf(tags(2_000)), 0.2) * 200);
  // V8 must not run out of memory for the rounds of its loops.
  for (const content of contents) t.equal(isMatched('getTask', before + content.repeat(8_000_000) + after), false);
});

t.test('wants a user whom the schema allows', async (t) => {
  for (const userId of ['a"b\n', '🥛'.repeat(255)]) {
    t.equal(matchesText(getTask.pattern, having({ user_id: userId }), userId), true);
  }
  for (const userId of ['', '\0', '\ud83e', 'x'.repeat(256)]) {
    t.equal(matchesText(getTask.pattern, having({ user_id: userId }), userId), false);
    t.equal(matchesText(listTasks.pattern, `[${having({ user_id: userId })}]`, userId), false);
  }
});

t.test('matches the task of a change, and names its user', async (t) => {
  const page = (userId: string): string =>
    `{"changes":[{"version":1,"id":2,"deleted":false,"task":${having({ user_id: userId })}},` +
    '{"version":2,"id":3,"deleted":true}],"since":2,"has_more":false}';
  t.equal(matchesText(listChanges.pattern, page(owner), owner), true);
  t.equal(matchesText(listChanges.pattern, page('bob'), owner), false);
  t.equal(matchesText(listChanges.pattern, page(owner).replace('true}', 'false}'), owner), false);
});
