import t from 'tap';
import { withCodeSamples } from '../../../scripts/generate/code-samples.ts';
import { partOf } from '../../contract/document.ts';

const tags = { name: 'tag', in: 'query', required: true, schema: { type: 'array' }, example: ['a & b', 'c'] };

t.test('the samples of a call repeat the name of a list', async (t) => {
  const get = { operationId: 'getPet', parameters: [tags] };
  const samples = partOf(withCodeSamples({ paths: { '/pets': { get } } }), ['paths', '/pets', 'get'])['x-codeSamples'];
  t.match(samples, [
    { lang: 'Shell', source: `'http://127.0.0.1:8000/pets?tag=a+%26+b&tag=c'` },
    { lang: 'TypeScript', source: 'query: { tag: ["a & b", "c"] },' },
    { lang: 'Python', source: '"http://127.0.0.1:8000/pets?tag=a+%26+b&tag=c"' },
  ]);
});
