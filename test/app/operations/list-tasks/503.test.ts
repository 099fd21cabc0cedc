import t from 'tap';
import { matchUnavailable } from '../../../support/requests.ts';
import { startServerWithoutDatabase } from '../../../support/server.ts';

t.test('the database is away', async (t) => {
  const server = await startServerWithoutDatabase(t);
  matchUnavailable(t, await server.request({ as: 'alice', url: '/api/alice/tasks' }));
  matchUnavailable(t, await server.request({ as: 'alice', url: '/api/alice/tasks?q=milk&sort=title&limit=1' }));
});
