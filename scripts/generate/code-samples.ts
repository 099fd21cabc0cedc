/** Writes the code samples of the documentation page. */
import { isRecord } from '../../src/values/is-record.ts';

type Part = Readonly<Record<string, unknown>>;

/** One call, read from the contract's examples. */
interface Call {
  readonly id: string;
  readonly method: string;
  /** With the query, if one is required. */
  readonly path: string;
  readonly pathValues: Part;
  /** The query parameters that are required. */
  readonly queryValues: Part;
  readonly needsToken: boolean;
  readonly body: unknown;
}

/** A sample in the form that Redoc shows. */
interface Sample {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

/** The documentation page writes its own address and, in development, a token in the place of these. */
const address = 'http://127.0.0.1:8000';
const token = 'YOUR_TOKEN';
const methods = ['get', 'put', 'post', 'delete', 'patch'];

function parts(value: unknown): Part {
  return isRecord(value) ? value : {};
}

function resolve(document: Part, value: unknown): Part {
  const part = parts(value);
  const { $ref } = part;
  if (typeof $ref !== 'string') return part;
  const names = $ref.slice('#/'.length).split('/');
  return parts(names.reduce<unknown>((found, name) => parts(found)[name], document));
}

/** The examples of the required parameters in the path or in the query. */
function valuesOf(parameters: readonly Part[], place: 'path' | 'query'): Part {
  const wanted = parameters.filter((each) => each['in'] === place && each['required'] === true);
  return Object.fromEntries(wanted.map(({ name, example }) => [String(name), example]));
}

function pathOf(template: string, pathValues: Part, queryValues: Part): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(pathValues[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(queryValues)) {
    for (const item of [value].flat()) query.append(name, String(item));
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

function bodyOf(document: Part, requestBody: unknown): unknown {
  const media = parts(parts(resolve(document, requestBody)['content'])['application/json']);
  const [example] = Object.values(parts(media['examples']));
  return resolve(document, example)['value'];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function readCall(document: Part, path: string, method: string, item: Part): Call {
  const operation = parts(item[method]);
  const declared = [...list(item['parameters']), ...list(operation['parameters'])];
  const parameters = declared.map((each) => resolve(document, each));
  const pathValues = valuesOf(parameters, 'path');
  const queryValues = valuesOf(parameters, 'query');
  return {
    id: String(operation['operationId']),
    method: method.toUpperCase(),
    path: pathOf(path, pathValues, queryValues),
    pathValues,
    queryValues,
    needsToken: list(operation['security'] ?? document['security']).some((each) => 'bearerAuth' in parts(each)),
    body: bodyOf(document, operation['requestBody']),
  };
}

function curl({ method, path, needsToken, body }: Call): string {
  const text = JSON.stringify(body ?? null).replaceAll("'", `'\\''`);
  const lines = [
    `curl -i${method === 'GET' ? '' : ` -X ${method}`} '${address}${path}'`,
    ...(needsToken ? [`-H 'authorization: Bearer ${token}'`] : []),
    ...(body === undefined ? [] : [`-H 'content-type: application/json'`, `-d '${text}'`]),
  ];
  return lines.join(' \\\n  ');
}

/** Writes a JSON value as a literal of TypeScript or, with `constants`, of Python. */
function literal(value: unknown, constants?: Readonly<Record<string, string>>): string {
  if (Array.isArray(value)) return `[${value.map((each) => literal(each, constants)).join(', ')}]`;
  if (isRecord(value)) {
    const members = Object.entries(value).map(([name, each]) => {
      const key = constants ? JSON.stringify(name) : name;
      return `${key}: ${literal(each, constants)}`;
    });
    return constants ? `{${members.join(', ')}}` : `{ ${members.join(', ')} }`;
  }
  const json = JSON.stringify(value);
  return constants?.[json] ?? json;
}

function typescript({ id, pathValues, queryValues, needsToken, body }: Call): string {
  const members = [
    ...(Object.keys(pathValues).length > 0 ? [`path: ${literal(pathValues)}`] : []),
    ...(Object.keys(queryValues).length > 0 ? [`query: ${literal(queryValues)}`] : []),
    ...(body === undefined ? [] : [`body: ${literal(body)}`]),
  ];
  const bearer = needsToken ? `, token: '${token}'` : '';
  const input = members.length > 0 ? `{\n${members.map((member) => `  ${member},\n`).join('')}}` : '';
  return [
    `import { createTasksClient } from 'tasks-api/client';`,
    '',
    `const tasks = createTasksClient({ baseUrl: '${address}'${bearer} });`,
    `const { data, error, response } = await tasks.${id}(${input});`,
    'console.log(response.status, data ?? error);',
  ].join('\n');
}

function python({ method, path, needsToken, body }: Call): string {
  const headers = {
    ...(needsToken && { Authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
  };
  const constants = { true: 'True', false: 'False', null: 'None' };
  return [
    ...(body === undefined ? [] : ['import json']),
    'from urllib.request import Request, urlopen',
    '',
    'request = Request(',
    `    "${address}${path}",`,
    `    method="${method}",`,
    ...(Object.keys(headers).length > 0 ? [`    headers=${literal(headers, constants)},`] : []),
    ...(body === undefined ? [] : [`    data=json.dumps(${literal(body, constants)}).encode(),`]),
    ')',
    'with urlopen(request) as response:',
    '    print(response.status, response.read().decode())',
  ].join('\n');
}

function samplesOf(call: Call): Sample[] {
  return [
    { lang: 'Shell', label: 'curl', source: curl(call) },
    { lang: 'TypeScript', label: 'TypeScript', source: typescript(call) },
    { lang: 'Python', label: 'Python', source: python(call) },
  ];
}

/** Adds samples of each operation's call to a bundled contract, made from its examples. */
export function withCodeSamples(document: Part): Part {
  const paths = Object.entries(parts(document['paths'])).map(([path, value]) => {
    const item = parts(value);
    const members = Object.entries(item).map(([name, member]) => {
      if (!methods.includes(name)) return [name, member] as const;
      const samples = samplesOf(readCall(document, path, name, item));
      return [name, { ...parts(member), 'x-codeSamples': samples }] as const;
    });
    return [path, Object.fromEntries(members)] as const;
  });
  return { ...document, paths: Object.fromEntries(paths) };
}
