import t from 'tap';
import { matchBodyRefused } from '../../../support/requests.ts';
import { startServerWithoutDatabase } from '../../../support/server.ts';

t.test('a body, of whatever media type and size', async (t) => {
  const request = { as: 'alice', method: 'PATCH', url: '/api/alice/tasks/1/complete' } as const;
  await matchBodyRefused(t, await startServerWithoutDatabase(t), request);
});
