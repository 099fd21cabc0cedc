import type { Fault } from '../../values/problems.ts';
import { versionsIn } from './entity-tag.ts';
import type { ExpectedVersions } from './expected-versions.ts';
import type { TaskChanges, TaskUpdate } from './task.ts';

/** An update as the domain sees it, or its faults. */
export type ReadUpdate =
  | { readonly change: TaskChanges; readonly versions: ExpectedVersions; readonly faults?: undefined }
  | { readonly faults: readonly Fault[] };

/**
 * Separates the changes of an update from the members that it may carry as a GET gave them: `id` and `user_id` must be
 * those of the path, `version` is a precondition beside `If-Match`, and the times are ignored.
 */
export function readUpdate(
  { id, user_id, version, completed_at: _completed, created_at: _created, updated_at: _updated, ...change }: TaskUpdate,
  path: { readonly id: number; readonly user_id: string },
  ifMatch: string | undefined,
): ReadUpdate {
  const faults: Fault[] = [];
  if (id !== undefined && id !== path.id) {
    faults.push({ pointer: '/id', detail: 'must be the id in the path, or absent', code: 'const' });
  }
  if (user_id !== undefined && user_id !== path.user_id) {
    faults.push({ pointer: '/user_id', detail: 'must be the user in the path, or absent', code: 'const' });
  }
  if (faults.length > 0) return { faults };
  const allowed = versionsIn(ifMatch);
  if (version === undefined) return { change, versions: allowed };
  return { change, versions: allowed === undefined || allowed.includes(version) ? [version] : [] };
}
