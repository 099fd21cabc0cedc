import t from 'tap';
import { matchTooManyRequests } from '../../../support/requests.ts';

t.test('one request too many within a minute', (t) =>
  matchTooManyRequests(t, { as: 'alice', method: 'DELETE', url: '/api/alice/tasks/1' }),
);
