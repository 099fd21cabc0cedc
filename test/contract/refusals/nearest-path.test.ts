import t from 'tap';
import { nearestPathAmong } from '../../../src/contract/refusals/nearest-path.ts';
import { readContract } from '../../../src/contract/index.ts';
import { testRows } from '../../support/rows.ts';

const tasks = '/api/{user_id}/tasks';
const task = '/api/{user_id}/tasks/{id}';
const toggle = '/api/{user_id}/tasks/{id}/complete';
const changes = '/api/{user_id}/changes';

/** Undeclared paths, and the declared one that was probably meant. */
const rows: readonly (readonly [path: string, nearest: string | undefined])[] = [
  // A slash too many.
  ['/api/alice/tasks/', tasks],
  ['/api/alice//tasks', tasks],
  ['//api//alice//tasks//', tasks],
  ['/api/alice/tasks/1/', task],
  ['/api/alice/tasks//1', task],
  ['/api/alice/tasks/1/complete/', toggle],
  ['/healthz/', '/healthz'],
  ['//healthz', '/healthz'],
  // A segment is missing.
  ['/api/tasks', tasks],
  ['/api//tasks', tasks],
  ['/api//tasks/1', task],
  ['/api/alice/tasks//complete', toggle],
  ['/api/tasks/', tasks],
  ['/api/tasks/5', task],
  ['/api/tasks/5/complete', toggle],
  ['/tasks', tasks],
  ['/tasks/5', task],
  ['/tasks/5/complete', toggle],
  ['/alice/tasks', tasks],
  ['/alice/tasks/5', task],
  ['/changes', changes],
  // Letter case.
  ['/API/alice/Tasks', tasks],
  ['/api/alice/TASKS/5', task],
  ['/Healthz', '/healthz'],
  // Typing errors.
  ['/api/alice/task', tasks],
  ['/api/alice/task/5', task],
  ['/api/alice/change', changes],
  ['/api/alice/tasks/1/completed', toggle],
  ['/health', '/healthz'],
  ['/ready', '/readyz'],
  // A segment too many.
  ['/v1/api/alice/tasks', tasks],
  ['/api/v1/alice/tasks', tasks],
  ['/todo/api/alice/tasks/1', task],
  // Several differences.
  ['/Tasks/', tasks],
  ['/API/task/5/', task],
  // Something else.
  ['', undefined],
  ['/', undefined],
  ['*', undefined],
  ['/api', undefined],
  ['/api/alice', undefined],
  ['/alice', undefined],
  ['/nope', undefined],
  ['/login', undefined],
  ['/api/alice/todos', undefined],
  ['/api/alice/tasks/1/subtasks', undefined],
  ['/api/alice/tasks/1/complete/now', undefined],
  ['/api/v1/todo/alice/tasks', undefined],
  ['/a/b/c/d/tasks', undefined],
  ['/api%2Falice%2Ftasks', undefined],
  ['/__proto__', undefined],
  ['/{user_id}', undefined],
  // Hostile.
  ['/'.repeat(16_000), undefined],
  ['/a'.repeat(8_000), undefined],
  [`/${'t'.repeat(16_000)}`, undefined],
  [`/api/${'a'.repeat(16_000)}/tasks/`, tasks],
];

const nearestPath = nearestPathAmong(readContract().compiled.operations.map(({ path }) => path));

t.test('finds the declared path that was probably meant', (t) =>
  testRows(t, rows, (t, [path, nearest]) => {
    t.equal(nearestPath(path), nearest);
  }),
);

t.test('prefers the path with fewer differences', async (t) => {
  const nearest = nearestPathAmong(['/api/{user_id}/stats', '/api/{user_id}/tags', '/api/{user_id}/tasks']);
  t.equal(nearest('/api/alice/tasks/'), '/api/{user_id}/tasks');
  t.equal(nearest('/api/alice/tag'), '/api/{user_id}/tags');
  t.equal(nearest('/Tags'), '/api/{user_id}/tags');
  t.equal(nearest('/tasks'), '/api/{user_id}/tasks');
});
