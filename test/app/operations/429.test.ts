import t from 'tap';
import { matchGenericProblem } from '../../support/problems.ts';
import { startServerWithoutDatabase } from '../../support/server.ts';
import { operationsDeclaring, requestOf } from './requests.ts';

for (const operation of operationsDeclaring(429)) {
  t.test(`${operation.id} refuses one request too many in a minute, before it asks the database`, async (t) => {
    const server = await startServerWithoutDatabase(t, { requestsPerMinute: 2 });
    const request = requestOf(operation);
    for (const remaining of ['1', '0']) {
      const { statusCode, headers } = await server.request(request);
      t.not(statusCode, 429);
      t.match(headers, {
        'ratelimit-limit': '2',
        'ratelimit-remaining': remaining,
        'ratelimit-reset': /^(60|[1-5]?\d)$/,
      });
    }
    const response = await server.request(request);
    matchGenericProblem(t, response, 429, '/problems/too-many-requests');
    t.match(response.headers, { 'ratelimit-limit': '2', 'ratelimit-remaining': '0', 'retry-after': /^[1-9]\d?$/ });
  });
}
