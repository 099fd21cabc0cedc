import t from 'tap';
import type { OperationId } from '../../../src/contract/types/handler.ts';
import { checkValues } from '../../../src/contract/request/check-values.ts';
import type { Fault } from '../../../src/values/problems.ts';
import { compiledOperation } from '../compiled.ts';

interface Values {
  readonly path?: Record<string, unknown>;
  readonly query?: Record<string, unknown>;
  readonly headers?: Record<string, unknown>;
  readonly body?: unknown;
}

const owner = { user_id: 'alice' };
const path = { ...owner, id: 42 };

const kept: readonly (readonly [id: OperationId, name: string, values: Values])[] = [
  ['getTask', 'the smallest id', { path: { ...owner, id: 1 } }],
  ['getTask', 'the largest id', { path: { ...owner, id: 9007199254740991 } }],
  ['getTask', 'a user of 255 characters of two units', { path: { user_id: '🥛'.repeat(255), id: 1 } }],
  [
    'listTasks',
    'every parameter',
    { path: owner, query: { status: 'pending', sort: 'title', q: '', limit: 100, offset: 10_000, cursor: '' } },
  ],
  ['createTask', 'a title', { path: owner, body: { title: 'x' } }],
  ['createTask', 'a day', { path: owner, body: { title: 'x', due_date: '2026-12-01' } }],
  ['createTask', 'nulls', { path: owner, body: { title: 'x', description: null, due_date: null } }],
  ['createTask', '200 characters of two units', { path: owner, body: { title: '🥛'.repeat(200) } }],
  ['createTask', 'white space around a character', { path: owner, body: { title: ' \t\n x \u3000' } }],
  ['createTask', '1000 characters', { path: owner, body: { title: 'x', description: '🥛'.repeat(1000) } }],
  ['createTask', 'an empty description', { path: owner, body: { title: 'x', description: '' } }],
  [
    'createTask',
    'a due date of another zone',
    { path: owner, body: { title: 'x', due_date: '2026-12-01t18:00:00.5+23:59' } },
  ],
  ['updateTask', 'one member', { path, body: { completed: false } }],
  ['updateTask', 'a cleared member', { path, body: { due_date: null } }],
  ['updateTask', 'an entity tag', { path, headers: { 'If-Match': '"17"' }, body: { due_date: null } }],
  ['updateTask', 'any version', { path, headers: { 'If-Match': '*' }, body: { due_date: null } }],
  ['updateTask', 'a list', { path, headers: { 'If-Match': ', "17" ,W/"a,b",,"" ' }, body: { due_date: null } }],
  ['createTask', 'a key', { path: owner, headers: { 'Idempotency-Key': ' ~'.repeat(127) }, body: { title: 'x' } }],
  ['toggleTaskCompletion', 'no body', { path }],
  ['toggleTaskCompletion', 'a value', { path, body: { completed: true } }],
];

/** Faults are written as `place code`. */
const broken: readonly (readonly [id: OperationId, name: string, values: Values, faults: readonly string[]])[] = [
  ['getTask', 'id 0', { path: { ...owner, id: 0 } }, ['id minimum']],
  ['getTask', 'id as a text', { path: { ...owner, id: '0x10' } }, ['id type']],
  ['getTask', 'a user of 256 characters', { path: { user_id: 'x'.repeat(256), id: 1 } }, ['user_id maxLength']],
  ['getTask', 'no id', { path: owner }, ['id required']],
  [
    'listTasks',
    'all at once',
    { path: owner, query: { status: 'open', sort: 'id', limit: 0, offset: -1 } },
    ['status enum', 'sort enum', 'limit minimum', 'offset minimum'],
  ],
  ['listTasks', 'limit 101', { path: owner, query: { limit: 101 } }, ['limit maximum']],
  ['listTasks', 'offset 10001', { path: owner, query: { offset: 10_001 } }, ['offset maximum']],
  [
    'listTasks',
    'texts for numbers',
    { path: owner, query: { limit: '', offset: '1.0' } },
    ['limit type', 'offset type'],
  ],
  ['listTasks', 'q with U+0000', { path: owner, query: { q: 'a\0' } }, ['q format']],
  ['listTasks', 'a long q', { path: owner, query: { q: 'x'.repeat(201) } }, ['q maxLength']],
  ['listTasks', 'a long cursor', { path: owner, query: { cursor: 'x'.repeat(4097) } }, ['cursor maxLength']],
  [
    'createTask',
    'path and body',
    { path: { user_id: 'x'.repeat(256) }, body: {} },
    ['user_id maxLength', '/title required'],
  ],
  ['createTask', 'no title', { path: owner, body: {} }, ['/title required']],
  ['createTask', 'null', { path: owner, body: null }, [' type']],
  ['createTask', 'a list', { path: owner, body: [] }, [' type']],
  ['createTask', 'a text', { path: owner, body: 'Buy milk' }, [' type']],
  ['createTask', 'nothing', { path: owner, body: undefined }, [' type']],
  [
    'createTask',
    'undeclared members',
    { path: owner, body: { title: 'x', id: 7, user_id: 'bob' } },
    ['/id additionalProperties', '/user_id additionalProperties'],
  ],
  [
    'createTask',
    'completed',
    { path: owner, body: { title: 'x', completed: true } },
    ['/completed additionalProperties'],
  ],
  ['createTask', 'a title that is a number', { path: owner, body: { title: 7 } }, ['/title type']],
  ['createTask', 'a title that is null', { path: owner, body: { title: null } }, ['/title type']],
  ['createTask', '201 characters', { path: owner, body: { title: 'x'.repeat(201) } }, ['/title maxLength']],
  ['createTask', 'white space', { path: owner, body: { title: ' \t\u3000\u00a0\ufeff' } }, ['/title format']],
  [
    'createTask',
    'U+0000',
    { path: owner, body: { title: 'a\0', description: '\0' } },
    ['/title format', '/description format'],
  ],
  [
    'createTask',
    'lone surrogates',
    { path: owner, body: { title: 'a\ud800', description: '\udc00' } },
    ['/title format', '/description format'],
  ],
  [
    'createTask',
    '1001 characters',
    { path: owner, body: { title: 'x', description: 'x'.repeat(1001) } },
    ['/description maxLength'],
  ],
  ['createTask', 'a month', { path: owner, body: { title: 'x', due_date: '2026-12' } }, ['/due_date pattern']],
  ['createTask', 'no such day', { path: owner, body: { title: 'x', due_date: '2026-02-29' } }, ['/due_date format']],
  [
    'createTask',
    'a day that does not exist',
    { path: owner, body: { title: 'x', due_date: '2026-02-29T00:00:00Z' } },
    ['/due_date format'],
  ],
  [
    'createTask',
    'a leap second',
    { path: owner, body: { title: 'x', due_date: '2016-12-31T23:59:60Z' } },
    ['/due_date format'],
  ],
  ['createTask', 'a number for a time', { path: owner, body: { title: 'x', due_date: 1e12 } }, ['/due_date type']],
  ...['', '17', '"17', '"17" "18"', '*, "17"', 'w/"17"', '"1\u007f"', '"17";', 'W/ "17"'].map(
    (tags) =>
      [
        'updateTask',
        `If-Match: ${tags}`,
        { path, headers: { 'If-Match': tags }, body: { title: 'x' } },
        tags === '' ? ['If-Match format', 'If-Match minLength'] : ['If-Match format'],
      ] as const,
  ),
  ['getTask', 'a long list', { path, headers: { 'If-None-Match': '"17",'.repeat(201) } }, ['If-None-Match maxLength']],
  [
    'createTask',
    'an empty key',
    { path: owner, headers: { 'Idempotency-Key': '' }, body: { title: 'x' } },
    ['Idempotency-Key pattern', 'Idempotency-Key minLength'],
  ],
  [
    'createTask',
    'a long key',
    { path: owner, headers: { 'Idempotency-Key': 'k'.repeat(256) }, body: { title: 'x' } },
    ['Idempotency-Key maxLength'],
  ],
  [
    'createTask',
    'a key beyond ASCII',
    { path: owner, headers: { 'Idempotency-Key': 'é' }, body: { title: 'x' } },
    ['Idempotency-Key pattern'],
  ],
  ['toggleTaskCompletion', 'a text', { path, body: { completed: 'true' } }, ['/completed type']],
  ['toggleTaskCompletion', 'no member', { path, body: {} }, ['/completed required']],
  ['updateTask', 'no member', { path, body: {} }, [' minProperties']],
  ['updateTask', 'a title that is null', { path, body: { title: null } }, ['/title type']],
  ['updateTask', 'completed as a text', { path, body: { completed: 'true' } }, ['/completed type']],
  ['updateTask', 'completed as a number', { path, body: { completed: 1 } }, ['/completed type']],
];

function placeAndCode(fault: Fault): string {
  if ('pointer' in fault) return `${fault.pointer} ${fault.code}`;
  return `${'parameter' in fault ? fault.parameter : fault.header} ${fault.code}`;
}

function faultsOf(id: OperationId, { path = {}, query = {}, headers = {}, body }: Values): string[] {
  const operation = compiledOperation(id);
  return checkValues(
    operation,
    { path, query, headers, repeatedHeaders: [], body },
    operation.body ? 'application/json' : undefined,
  ).map(placeAndCode);
}

t.test('finds no fault in a valid request', async (t) => {
  for (const [id, name, values] of kept) t.strictSame(faultsOf(id, values), [], `${id}: ${name}`);
});

t.test('finds every fault of an invalid request', async (t) => {
  for (const [id, name, values, faults] of broken) t.strictSame(faultsOf(id, values), faults, `${id}: ${name}`);
});

t.test('returns no more faults than a response may hold', async (t) => {
  const members = Array.from({ length: 5000 }, (_, index) => [`member-${index}`, index] as const);
  const faults = faultsOf('createTask', { path: { user_id: '' }, body: Object.fromEntries(members) });
  t.equal(faults.length, 100);
  t.equal(faults[0], 'user_id minLength');
});

t.test('fills in the defaults of the query, and nothing else', async (t) => {
  const query: Record<string, unknown> = { sort: 'title' };
  t.strictSame(faultsOf('listTasks', { path: owner, query }), []);
  t.strictSame(query, { sort: 'title', status: 'all', limit: 50, offset: 0 });
  const body = { title: 'x' };
  t.strictSame(faultsOf('createTask', { path: owner, body }), []);
  t.strictSame(body, { title: 'x' });
});
