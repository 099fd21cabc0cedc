import t from 'tap';
import { createAjv } from '../../../scripts/contract/ajv.ts';
import { bodyFaults, parameterFaults, validationFailed } from '../../../src/contract/request/faults.ts';
import { partOf, resolvedContract, type Part } from '../document.ts';

const contract = await resolvedContract();
const ajv = createAjv({ allErrors: true, verbose: true });
const validateFault = ajv.compile({ type: 'array', items: partOf(contract, ['components', 'schemas', 'BodyFault']) });

function errorsOf(schema: Part, value: unknown) {
  const validate = ajv.compile(schema);
  validate(value);
  return validate.errors ?? [];
}

const closed = (properties: Part = {}): Part => ({ type: 'object', additionalProperties: false, properties });
const sentence = 'must be a colour';
const coded = { type: 'string', pattern: '^#', 'x-fault': sentence };

const cases: readonly (readonly [
  name: string,
  schema: Part,
  value: unknown,
  pointer: string,
  code: string,
  detail: string,
])[] = [
  ['the body itself', { type: 'object' }, null, '', 'type', 'must be a JSON object'],
  ['a member', closed({ a: { type: 'string' } }), { a: 1 }, '/a', 'type', 'must be a string'],
  ['a missing member', { ...closed({ a: true }), required: ['a'] }, {}, '/a', 'required', 'is required'],
  ['an undeclared member', closed(), { a: 1 }, '/a', 'additionalProperties', 'is not declared'],
  [
    'an undeclared member, almost declared',
    closed({ title: true, due_date: true }),
    { dueDate: 1 },
    '/dueDate',
    'additionalProperties',
    'is not declared (did you mean "due_date"?); the declared members are title, due_date',
  ],
  [
    'too few members',
    { ...closed({ a: true, b: true }), minProperties: 1 },
    {},
    '',
    'minProperties',
    'must have at least 1 member of a, b',
  ],
  ['a constant', { const: 'ok' }, 'no', '', 'const', 'must be ok'],
  ['null or text', { type: ['string', 'null'] }, 1, '', 'type', 'must be a string or null'],
  ['a flag', { type: 'boolean' }, 'yes', '', 'type', 'must be true or false'],
  [
    'a number',
    { type: 'integer', minimum: 1, maximum: 9 },
    'x',
    '',
    'type',
    'must be an integer from 1 to 9 in decimal digits',
  ],
  ['a number that is too small', { minimum: 1 }, 0, '', 'minimum', 'must be at least 1'],
  ['a number that is too large', { maximum: 9 }, 10, '', 'maximum', 'must be at most 9'],
  ['a long text', { type: 'string', maxLength: 1 }, 'ab', '', 'maxLength', 'must have at most 1 character'],
  ['a long list', { type: 'array', maxItems: 2 }, [1, 2, 3], '', 'maxItems', 'must have at most 2 items'],
  [
    'a repeated item',
    { type: 'array', uniqueItems: true },
    [1, 1],
    '',
    'uniqueItems',
    'must not have the same item twice',
  ],
  ['a name with / and ~', closed(), { 'a/b~c': 1 }, '/a~1b~0c', 'additionalProperties', 'is not declared'],
  ['a name with ~1', closed(), { '~1': 1 }, '/~01', 'additionalProperties', 'is not declared'],
  ['an empty name', closed(), { '': 1 }, '/', 'additionalProperties', 'is not declared'],
  [
    'a name that JavaScript reserves',
    closed(),
    JSON.parse('{"__proto__":1}'),
    '/__proto__',
    'additionalProperties',
    'is not declared',
  ],
  ['an item', { type: 'array', items: { type: 'string' } }, ['a', 1], '/1', 'type', 'must be a string'],
  [
    'a member of an item',
    { type: 'array', items: { ...closed({ a: true }), required: ['a'] } },
    [{}],
    '/0/a',
    'required',
    'is required',
  ],
  ['a choice', { enum: ['red', 'green'] }, 'blue', '', 'enum', 'must be one of red, green'],
  [
    'a choice in another letter case',
    { enum: ['red', 'green'] },
    'GREEN',
    '',
    'enum',
    'must be one of red, green (did you mean "green"?)',
  ],
  [
    'a choice, misspelt',
    { enum: ['medium', 'high', null] },
    'meduim',
    '',
    'enum',
    'must be one of medium, high, null (did you mean "medium"?)',
  ],
  ['a choice of another type', { enum: ['red', 'green'] }, ['red'], '', 'enum', 'must be one of red, green'],
  ['a pattern with a sentence', coded, 'red', '', 'pattern', sentence],
  [
    'a pattern without',
    { type: 'string', pattern: '^#' },
    'red',
    '',
    'pattern',
    'must have the form ^# (a regular expression)',
  ],
  [
    'a format with a sentence',
    { type: 'string', format: 'date-time', 'x-fault': sentence },
    'x',
    '',
    'format',
    sentence,
  ],
  [
    'a format that knows what to send instead',
    { type: 'string', format: 'date-time', 'x-fault': sentence },
    '2026-12-01T10:00Z',
    '',
    'format',
    `${sentence}; add the seconds`,
  ],
  [
    'a number for a time',
    { type: ['string', 'null'], format: 'date-time' },
    1796144400,
    '',
    'type',
    'must be a string or null; send the date as text such as "2026-12-01T18:00:00Z", ' +
      'not as a number of seconds or milliseconds',
  ],
  [
    'an empty text where null is none',
    { type: ['string', 'null'], format: 'date-time', 'x-fault': sentence },
    '',
    '',
    'format',
    `${sentence}; send null for none`,
  ],
  [
    'an empty text where null is refused',
    { type: 'string', format: 'date-time', 'x-fault': sentence },
    '',
    '',
    'format',
    sentence,
  ],
  [
    'another keyword keeps its own',
    { ...coded, minLength: 9 },
    '#',
    '',
    'minLength',
    'must have at least 9 characters',
  ],
];

t.test('a body fault has a pointer, a detail and the keyword', async (t) => {
  for (const [name, schema, value, pointer, code, detail] of cases) {
    t.strictSame(bodyFaults(errorsOf(schema, value)), [{ pointer, detail, code }], name);
  }
});

t.test('a parameter fault has the name, a detail and the keyword', async (t) => {
  const parameters = closed({ user_id: true, id: { type: 'integer' }, sort: { enum: ['title'] } });
  t.strictSame(parameterFaults(errorsOf({ ...parameters, required: ['user_id'] }, { id: 'x', sort: 'y' })), [
    { parameter: 'user_id', detail: 'is required', code: 'required' },
    { parameter: 'id', detail: 'must be an integer in decimal digits', code: 'type' },
    { parameter: 'sort', detail: 'must be one of title', code: 'enum' },
  ]);
});

t.test('items of a list that break the same rule are one fault', async (t) => {
  const items = { type: 'string', minLength: 2, maxLength: 3, pattern: '^[a-z]*$', 'x-fault': sentence };
  const parameters = closed({
    tag: { type: 'array', maxItems: 3, uniqueItems: true, items },
    sort: { enum: ['title'] },
  });
  const faultsOf = (tag: readonly string[]) => parameterFaults(errorsOf(parameters, { tag, sort: 'title' }));
  t.strictSame(faultsOf(['abc', 'a', 'abcd', '']), [
    { parameter: 'tag', detail: 'must have at most 3 items', code: 'maxItems' },
    { parameter: 'tag', detail: 'must have at least 2 characters (items 2, 4)', code: 'minLength' },
    { parameter: 'tag', detail: 'must have at most 3 characters (item 3)', code: 'maxLength' },
  ]);
  t.strictSame(faultsOf(['AA', 'AA']), [
    { parameter: 'tag', detail: `${sentence} (items 1, 2)`, code: 'pattern' },
    { parameter: 'tag', detail: 'must not have the same item twice', code: 'uniqueItems' },
  ]);
  t.strictSame(faultsOf([]), []);
});

t.test('finds an item that is in a list twice, whatever it is', async (t) => {
  const list = (type: unknown) => ajv.compile({ type: 'array', uniqueItems: true, items: { type } });
  const texts = list('string');
  for (const text of ['', 'a', '__proto__', 'constructor', '1', '\u{1f95b}']) {
    t.notOk(texts([text, 'b', text]), JSON.stringify(text));
    t.ok(texts([text, 'b']), JSON.stringify(text));
  }
  const mixed = list(['string', 'integer']);
  t.ok(mixed([1, '1']));
  t.notOk(mixed([1, 1]));
  const objects = list('object');
  t.ok(objects([{ a: 1 }, { a: 2 }]));
  t.notOk(objects([{ a: 1 }, { a: 1 }]));
  t.ok(ajv.compile({ type: 'array', uniqueItems: false, items: { type: 'string' } })(['a', 'a']));
});

t.test('a format and its pattern are one fault per member', async (t) => {
  const time = { type: 'string', format: 'date-time', pattern: '^\\d{4}-', 'x-fault': sentence };
  const faults = bodyFaults(errorsOf(closed({ a: time, b: time }), { a: 'x', b: 'y' }));
  t.strictSame(
    faults.map((fault) => 'pointer' in fault && fault.pointer),
    ['/a', '/b'],
  );
});

t.test('faults of any input stay within the limits of the contract', async (t) => {
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`member-${index}`, index]));
  const bodies = [
    many,
    { ['x'.repeat(5000)]: 1 },
    // Cutting inside an escape would make the pointer invalid.
    { ['~'.repeat(700)]: 1, [`x${'~'.repeat(700)}`]: 1, ['/'.repeat(998)]: 1, [`x${'/'.repeat(5000)}`]: 1 },
    { ['~'.repeat(5000)]: 1 },
    { ['🥛'.repeat(5000)]: 1 },
    { [`x${'🥛'.repeat(5000)}`]: 1 },
    { '\ud800': 1 },
  ];
  for (const body of bodies) {
    const faults = bodyFaults(errorsOf(closed(), body));
    t.ok(faults.length >= 1, `${faults.length} faults`);
    t.ok(validateFault(faults), JSON.stringify(validateFault.errors?.[0]?.message));
  }
  const parameterFault = ajv.compile(partOf(contract, ['components', 'schemas', 'ParameterFault']));
  const choices = closed({ sort: { enum: Array.from({ length: 500 }, (_, index) => `choice-${index}`) } });
  t.ok(parameterFault(parameterFaults(errorsOf(choices, { sort: 'x' }))[0]));
});

t.test('the refusal counts the faults and carries them', async (t) => {
  const fault = { pointer: '', detail: 'must be object', code: 'type' };
  const refusalOf = (count: number) => validationFailed(Array<typeof fault>(count).fill(fault));
  t.strictSame(refusalOf(1).errors, [fault]);
  t.match(refusalOf(1), { problem: '/problems/validation-failed', status: 422, detail: / in 1 place\./ });
  t.match(refusalOf(2).detail, / in 2 places\./);
  t.match(refusalOf(100).detail, / in at least 100 places\./);
});
