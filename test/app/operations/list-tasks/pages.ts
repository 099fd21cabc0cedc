import type { LightMyRequestResponse } from 'fastify';
import type { Insertable, Kysely } from 'kysely';
import type { DB } from '../../../../generated/database.ts';
import type { Task } from '../../../../src/app/tasks/task.ts';
import { tasksOf } from '../../../support/requests.ts';
import type { TestServer } from '../../../support/server.ts';

export type Row = Omit<Insertable<DB['tasks']>, 'user_id'>;

export const statuses = ['all', 'pending', 'completed'] as const;
export const sorts = ['created', 'title', 'due_date'] as const;

/** What the API does not let anybody choose, such as an id or a time of creation, is chosen here. */
export async function storeTasks(db: Kysely<DB>, userId: string, rows: readonly Row[]): Promise<void> {
  await db
    .insertInto('users')
    .values({ id: userId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('tasks')
    .values(rows.map((row) => ({ ...row, user_id: userId })))
    .execute();
}

export function tasksIn(response: LightMyRequestResponse): readonly Task[] {
  if (response.statusCode !== 200) throw new Error(`no page: ${response.body}`);
  return response.json();
}

/** The target of a page's Link; undefined on the last one. */
export function nextOf({ headers: { link } }: LightMyRequestResponse): string | undefined {
  if (link === undefined) return undefined;
  const target = typeof link === 'string' ? /^<([^<>]+)>; rel="next"$/.exec(link)?.[1] : undefined;
  if (target === undefined) throw new Error(`not a Link to the next page: ${String(link)}`);
  return target;
}

/** A list's cursor: that of the Link of a page. */
export function cursorOf(response: LightMyRequestResponse): string {
  const cursor = new URL(nextOf(response) ?? '', 'http://localhost').searchParams.get('cursor');
  if (cursor === null) throw new Error('no cursor');
  return cursor;
}

/** Follows Link from a user's first page to the last, and tells between two pages. */
export async function pagesOf(
  server: TestServer,
  as: string,
  query: Readonly<Record<string, string>> = {},
  betweenPages: (page: number) => Promise<void> = async () => undefined,
): Promise<(readonly Task[])[]> {
  const pages: (readonly Task[])[] = [];
  let url: string | undefined = `${tasksOf(as)}?${new URLSearchParams(query).toString()}`;
  while (url !== undefined) {
    if (pages.length > 200) throw new Error('the pages do not end');
    const response: LightMyRequestResponse = await server.request({ as, url });
    pages.push(tasksIn(response));
    url = nextOf(response);
    if (url !== undefined) await betweenPages(pages.length);
  }
  return pages;
}

/** The ids of a user's first page. */
export async function idsOf(
  server: TestServer,
  as: string,
  query: Readonly<Record<string, string>>,
): Promise<number[]> {
  const url = `${tasksOf(as)}?${new URLSearchParams(query).toString()}`;
  return tasksIn(await server.request({ as, url })).map(({ id }) => id);
}
