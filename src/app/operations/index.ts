import type { OperationHandlers } from '../../contract/index.ts';
import { clearCompletedTasks } from './clear-completed-tasks.ts';
import { createTask } from './create-task.ts';
import { deleteTask } from './delete-task.ts';
import { getHealth } from './get-health.ts';
import { getReadiness } from './get-readiness.ts';
import { getStats } from './get-stats.ts';
import { getTask } from './get-task.ts';
import { listChanges } from './list-changes.ts';
import { listTags } from './list-tags.ts';
import { listTasks } from './list-tasks.ts';
import type { Services } from './operation.ts';
import { patchTask } from './patch-task.ts';
import { toggleTaskCompletion } from './toggle-task-completion.ts';
import { updateTask } from './update-task.ts';

/** The handler of every operation in the contract. A missing or extra handler does not compile. */
export const operations = {
  listTasks,
  createTask,
  clearCompletedTasks,
  getTask,
  updateTask,
  patchTask,
  deleteTask,
  toggleTaskCompletion,
  listChanges,
  listTags,
  getStats,
  getHealth,
  getReadiness,
} satisfies OperationHandlers<Services>;
