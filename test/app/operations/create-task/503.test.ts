import { sql } from 'kysely';
import t from 'tap';
import { matchUnavailable } from '../../../support/problems.ts';
import { startServer } from '../../../support/server.ts';
import { post } from './posts.ts';

/** SQLSTATEs of errors that pass: out of connections, starting up, serialisation, deadlock, read-only. */
const transient = ['53300', '57P03', '40001', '40P01', '25006'];

for (const state of transient) {
  t.test(`is unavailable and stores nothing if the database answers ${state}`, async (t) => {
    const server = await startServer(t);
    await sql`
      create function fail() returns trigger language plpgsql
      as ${sql.raw(`'begin raise exception ''at 10.0.0.1'' using errcode = ''${state}''; end'`)}
    `.execute(server.db);
    await sql`create trigger fail after insert on tasks execute function fail()`.execute(server.db);
    matchUnavailable(t, await post(server, { title: 'Buy milk' }));
    t.same(await server.db.selectFrom('tasks').selectAll().execute(), []);
    t.same(await server.db.selectFrom('users').selectAll().execute(), []);
  });
}
