/** Reads the pages of a task list. */
import type { LightMyRequestResponse } from 'fastify';
import type { Task } from '../../src/app/tasks/task.ts';
import type { TestServer } from './server.ts';
import { tasksOf } from './tasks.ts';

export const statuses = ['all', 'pending', 'completed'] as const;
export const sorts = ['created', 'title', 'due_date', 'priority', 'updated'] as const;

/** A query by name. A name that is repeated needs pairs. */
type QueryTexts = Readonly<Record<string, string>> | readonly (readonly [string, string])[];

function queryOf(query: QueryTexts): string {
  const pairs = Array.isArray(query) ? query : Object.entries(query);
  return new URLSearchParams(pairs).toString();
}

/** The tasks of a page. @throws if the answer is not a page */
export function tasksIn(response: LightMyRequestResponse): readonly Task[] {
  if (response.statusCode !== 200) throw new Error(`Not a page: ${response.body}`);
  return response.json();
}

/** The target of a page's Link header; undefined for the last page. */
export function nextOf({ headers: { link } }: LightMyRequestResponse): string | undefined {
  if (link === undefined) return undefined;
  const target = typeof link === 'string' ? /^<([^<>]+)>; rel="next"$/.exec(link)?.[1] : undefined;
  if (target === undefined) throw new Error(`Not a Link to the next page: ${String(link)}`);
  return target;
}

/** The cursor in the Link header of a page. @throws if the page has none */
export function cursorOf(response: LightMyRequestResponse): string {
  const cursor = new URL(nextOf(response) ?? '', 'http://localhost').searchParams.get('cursor');
  if (cursor === null) throw new Error('The page has no cursor.');
  return cursor;
}

/**
 * Follows the Link headers from a user's first page to the last.
 *
 * @param betweenPages runs between two pages, with the number of pages read so far
 */
export async function pagesOf(
  server: TestServer,
  as: string,
  query: QueryTexts = {},
  betweenPages: (page: number) => Promise<void> = async () => undefined,
): Promise<(readonly Task[])[]> {
  const pages: (readonly Task[])[] = [];
  let url: string | undefined = `${tasksOf(as)}?${queryOf(query)}`;
  while (url !== undefined) {
    if (pages.length > 200) throw new Error('The pages do not end.');
    const response: LightMyRequestResponse = await server.request({ as, url });
    pages.push(tasksIn(response));
    url = nextOf(response);
    if (url !== undefined) await betweenPages(pages.length);
  }
  return pages;
}

/** The ids on a user's first page. */
export async function idsOf(server: TestServer, as: string, query: QueryTexts): Promise<number[]> {
  const url = `${tasksOf(as)}?${queryOf(query)}`;
  return tasksIn(await server.request({ as, url })).map(({ id }) => id);
}
