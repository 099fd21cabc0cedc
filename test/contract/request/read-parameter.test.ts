import t from 'tap';
import { readParameter, readParameters } from '../../../src/contract/request/read-values.ts';

const integer = { name: 'id', integer: true, list: false, maxItems: undefined };
const string = { name: 'q', integer: false, list: false, maxItems: undefined };
const numbers: readonly (readonly [text: string, value: number])[] = [
  ['0', 0],
  ['7', 7],
  ['-7', -7],
  ['42', 42],
  ['9007199254740991', 9007199254740991],
  ['-9007199254740991', -9007199254740991],
];
const noNumbers = [
  ...[
    '',
    ' 1',
    '1 ',
    '1\n',
    '+1',
    '-0',
    '--1',
    '01',
    '00',
    '-01',
    '1.0',
    '1.',
    '.5',
    '1e1',
    '1E1',
    '0x10',
    '0b1',
    '0o7',
  ],
  ...['1_000', '1,000', '٤٢', '４２', 'NaN', 'Infinity', 'null', 'true', '[1]'],
  ...['9007199254740992', '-9007199254740992', '9223372036854775808', '9'.repeat(400)],
];

t.test('reads a plain decimal as a number', async (t) => {
  for (const [text, value] of numbers) t.equal(readParameter(integer, text), value, text);
});

t.test('leaves any other text a string', async (t) => {
  for (const text of noNumbers) t.equal(readParameter(integer, text), text, JSON.stringify(text));
  t.equal(readParameter(string, '42'), '42');
});

t.test('reads each item of a list', async (t) => {
  const list = [
    { ...integer, name: 'id', maxItems: 3 },
    { ...string, name: 'tag', maxItems: 3 },
  ];
  t.strictSame(readParameters(list, { id: ['1', '01', '-7'], tag: ['1'] }), { id: [1, '01', -7], tag: ['1'] });
  t.strictSame(readParameters(list, {}), {});
});
