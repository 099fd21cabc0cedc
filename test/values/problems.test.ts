/**
 * The table of problems, compared with the contract. That each problem is really answered where it is declared is
 * proved by `npm run coverage:contract`.
 */
import t from 'tap';
import { problem, ProblemError, problems, unavailable } from '../../src/values/problems.ts';
import { contractDocument, partOf } from '../contract/document.ts';

const schemas = partOf(contractDocument(), ['components', 'schemas']);
const types = Object.keys(problems);

/**
 * Each problem type that a schema of the contract describes, with the status of that schema. Several schemas may share
 * a type.
 */
function declaredProblems(): Set<string> {
  const names = Object.keys(schemas).filter((name) => name.endsWith('Problem') && name !== 'Problem');
  return new Set(
    names.flatMap((name) => {
      const { enum: listed, const: only } = partOf(schemas, [name, 'properties', 'type']);
      const { const: status } = partOf(schemas, [name, 'properties', 'status']);
      return (Array.isArray(listed) ? listed : [only]).map((type) => `${String(type)} ${String(status)}`);
    }),
  );
}

t.test("lists the contract's problem types in its order", async (t) => {
  t.strictSame(types, partOf(schemas, ['ProblemType'])['enum']);
});

t.test('names every problem type for generated enumerations', async (t) => {
  for (const [schema, { enum: listed, 'x-enum-varnames': names }] of [
    ['ProblemType', partOf(schemas, ['ProblemType'])],
    ...Object.keys(schemas)
      .filter((name) => name.endsWith('Problem'))
      .map((name) => [name, partOf(schemas, [name, 'properties', 'type'])] as const)
      .filter(([, type]) => 'enum' in type),
  ] as const) {
    const slugs = (Array.isArray(listed) ? listed : []).map((type) => String(type).replace('/problems/', ''));
    const expected = slugs.map((slug) =>
      slug.replace(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
    );
    t.strictSame(names, expected, schema);
  }
});

t.test('gives every problem the status of its schema in the contract', async (t) => {
  const expected = Object.entries(problems).map(([type, { status }]) => `${type} ${status}`);
  t.strictSame([...declaredProblems()].sort(), expected.sort());
});

t.test('gives every problem its own title', async (t) => {
  t.equal(new Set(Object.values(problems).map(({ title }) => title)).size, types.length);
});

t.test('a thrown problem keeps its cause to itself', async (t) => {
  const cause = new Error('inner');
  const thrown = new ProblemError('/problems/forbidden', { cause, detail: 'No.' });
  t.equal(thrown.cause, cause);
  t.strictSame(thrown.answer, problem('/problems/forbidden', { detail: 'No.' }));
  t.strictSame(unavailable(cause).answer, problem('/problems/service-unavailable', { headers: { 'Retry-After': 5 } }));
});
