import t from 'tap';
import { matchUnavailable } from '../../support/problems.ts';
import { allowedOrigin, startServerWithoutDatabase } from '../../support/server.ts';
import { operationsDeclaring, requestOf } from './requests.ts';

const server = await startServerWithoutDatabase(t);

for (const operation of operationsDeclaring(503)) {
  t.test(`${operation.id} is unavailable without a database, and only the log has the cause`, async (t) => {
    for (const headers of [{ origin: allowedOrigin }, { origin: 'https://unknown.example.com' }]) {
      const response = await server.request({ ...requestOf(operation), headers });
      matchUnavailable(t, response);
      const { request_id } = response.json<{ readonly request_id: string }>();
      const lines = server.log.filter((line) => line.includes(request_id));
      t.match(lines.join(''), /ENOENT/, 'the log has the cause');
    }
  });
}
