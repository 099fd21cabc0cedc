/** Reads the requests that stand in the tables of specs/features/moving-over.md. */
import { isRecord } from '../../src/values/is-record.ts';
import { codesIn } from '../support/spec-tables.ts';

/** A request as a cell spells it. */
export interface DocumentedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>> | undefined;
}

const list: DocumentedRequest = { method: 'GET', url: '/api/alice/tasks', headers: {}, payload: undefined };
const creation: DocumentedRequest = { ...list, method: 'POST', payload: { title: 'Buy milk' } };

function membersIn(code: string): Readonly<Record<string, unknown>> {
  const members: unknown = JSON.parse(`{${code}}`);
  if (!isRecord(members)) throw new TypeError(`Not members of a body: ${code}`);
  return members;
}

/**
 * Reads the requests of a cell. Each text in code is a request line, or a part of the request before it: members of its
 * body, or a header. Members without a request create a task; a query or a header without one lists tasks.
 *
 * @throws for a cell without a request
 */
export function requestsIn(cell: string): readonly DocumentedRequest[] {
  const requests: DocumentedRequest[] = [];
  for (const code of codesIn(cell)) {
    const [, method, url = ''] = /^([A-Z]+) (\/.*)$/.exec(code) ?? [];
    const [, header, value = ''] = /^([A-Za-z-]+): (.*)$/.exec(code) ?? [];
    if (method !== undefined) {
      requests.push({ ...list, method, url });
    } else if (code.startsWith('?')) {
      requests.push({ ...list, url: `${list.url}${code}` });
    } else if (header !== undefined) {
      const { headers, ...rest } = requests.pop() ?? list;
      requests.push({ ...rest, headers: { ...headers, [header.toLowerCase()]: value } });
    } else {
      const { payload, ...rest } = requests.pop() ?? creation;
      requests.push({ ...rest, payload: { ...payload, ...membersIn(code) } });
    }
  }
  if (requests.length === 0) throw new Error(`No request: ${cell}`);
  return requests;
}

/** The rows of a table under a title: their cells. @throws if there is no such table */
export function rowsUnder(page: string, title: string): readonly (readonly string[])[] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  if (rows.length === 0) throw new Error(`No table: ${title}`);
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim()),
  );
}
