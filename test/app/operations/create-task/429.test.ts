import t from 'tap';
import { matchTooManyRequests } from '../../../support/requests.ts';

t.test('one request too many within a minute', (t) =>
  matchTooManyRequests(t, { as: 'alice', method: 'POST', url: '/api/alice/tasks', payload: { title: 'Buy milk' } }),
);
