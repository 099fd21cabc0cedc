import type { Migration } from 'kysely';
import * as usersAndTasks from './0001-users-and-tasks.ts';
import * as foldedText from './0002-folded-text.ts';
import * as versionsAndChanges from './0003-versions-and-changes.ts';
import * as daysTagsAndPriorities from './0004-days-tags-and-priorities.ts';

/** Every migration by name, oldest first. Append-only: a name or text that has run somewhere never changes. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-users-and-tasks': usersAndTasks,
  '0002-folded-text': foldedText,
  '0003-versions-and-changes': versionsAndChanges,
  '0004-days-tags-and-priorities': daysTagsAndPriorities,
};
