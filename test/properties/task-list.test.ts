import fc from 'fast-check';
import t from 'tap';
import { taskCommands } from '../support/arbitraries/task-commands.ts';
import { holds } from '../support/property.ts';
import { startServer } from '../support/server.ts';
import { TaskModel } from '../support/task-model.ts';

t.test('the server agrees with a model of two users and their lists', async (t) => {
  const server = await startServer(t);
  let runs = 0;
  const property = fc.asyncProperty(fc.commands(taskCommands, { maxCommands: 60, size: 'max' }), async (commands) => {
    runs += 1;
    // New users for every run, which has the effect of a new database: no user sees the tasks of another.
    const real = { server, users: [`alice ${runs}`, `bob/${runs}`] as const };
    await fc.asyncModelRun(() => ({ model: new TaskModel(), real }), commands);
  });
  await holds(t, 100, property);
});
