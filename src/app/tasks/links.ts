import { operationRoutes } from '../../../generated/operations.ts';
import type { TaskSelection } from './task.ts';

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

/** Returns the path of a task below the public path: the value of `Location`. */
export function taskPath(publicPath: string, userId: string, id: number): string {
  return publicPath + fill(operationRoutes.getTask.path, { user_id: userId, id });
}

/** Returns the value of `Link` (RFC 8288) for the page after a cursor. The cursor replaces any offset. */
export function nextPageLink(
  publicPath: string,
  userId: string,
  { offset: _, ...selection }: TaskSelection,
  cursor: string,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...selection, cursor })) {
    for (const item of [value].flat()) query.append(name, String(item));
  }
  return `<${publicPath}${fill(operationRoutes.listTasks.path, { user_id: userId })}?${query.toString()}>; rel="next"`;
}
