import fc from 'fast-check';
import t from 'tap';
import { taskCommands } from '../support/arbitraries/task-commands.ts';
import { holds } from '../support/property.ts';
import { startServer } from '../support/server.ts';
import { TaskModel } from '../support/task-model.ts';

t.test('whatever two users do, the server agrees with a model of their lists', async (t) => {
  const server = await startServer(t);
  let runs = 0;
  const property = fc.asyncProperty(fc.commands(taskCommands, { maxCommands: 60, size: 'max' }), async (commands) => {
    runs += 1;
    // Users of its own are a database of its own to a run: nobody sees another's tasks.
    const real = { server, users: [`alice ${runs}`, `bob/${runs}`] as const };
    await fc.asyncModelRun(() => ({ model: new TaskModel(), real }), commands);
  });
  await holds(t, 100, property);
});
