import { sql, type Expression, type SqlBool } from 'kysely';
import type { ValueOf } from '../../database/index.ts';

/** The versions in which a task may be to be written; undefined for any. */
export type ExpectedVersions = readonly number[] | undefined;

/** True if the task is in one of the expected versions. */
export function isExpected(value: ValueOf<{ readonly versions: string }>): Expression<SqlBool> {
  return sql<SqlBool>`greatest(version, 1) = any (${value('versions')}::bigint[])`;
}

/** Writes versions as a Postgres array. */
export function versionArray(versions: readonly number[] = []): string {
  return `{${versions.join(',')}}`;
}
