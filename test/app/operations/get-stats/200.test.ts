import t from 'tap';
import { startServer } from '../../../support/server.ts';
import { storeTasks } from '../../../support/tasks.ts';

const server = await startServer(t);

async function statsOf(as: string, query = ''): Promise<unknown> {
  return (await server.request({ as, url: `/api/${as}/stats${query}` })).json();
}

const hour = 3_600_000;

/** The calendar day in a zone, some days from today. */
function dayAt(offsetHours: number, days: number): string {
  return new Date(Date.now() + offsetHours * hour + days * 24 * hour).toISOString().slice(0, 10);
}

function due(day: string) {
  return { title: 'x', due_date: `${day}T00:00:00Z`, due_day: day };
}

t.test('counts tasks by their state', async (t) => {
  t.strictSame(await statsOf('alice'), { total: 0, pending: 0, completed: 0, overdue: 0 });
  await storeTasks(server.db, 'alice', [
    { title: 'x' },
    { title: 'x', due_date: new Date(Date.now() - hour).toISOString() },
    { title: 'x', due_date: new Date(Date.now() + hour).toISOString() },
    { title: 'x', due_date: '2001-01-01T00:00:00Z', completed: true },
    { title: 'x', completed: true },
  ]);
  await storeTasks(server.db, 'bob', [{ title: 'x', due_date: '2001-01-01T00:00:00Z' }]);
  t.strictSame(await statsOf('alice'), { total: 5, pending: 3, completed: 2, overdue: 1 });
});

// Days are chosen so that a midnight in the course of the test changes nothing.
t.test('a day is overdue when it has ended everywhere on Earth, or in the time zone of the request', async (t) => {
  // UTC-12 is the last zone in which a day ends, and Kiribati (UTC+14) the first: 26 hours lie between them.
  await storeTasks(server.db, 'carol', [
    due(dayAt(-12, -1)),
    due(dayAt(-12, 1)),
    { ...due(dayAt(-12, -1)), completed: true },
  ]);
  t.match(await statsOf('carol'), { overdue: 1 });
  await storeTasks(server.db, 'dave', [due(dayAt(14, -1))]);
  t.match(await statsOf('dave'), { overdue: 0 }, 'there are places where the day has not ended');
  t.match(await statsOf('dave', '?time_zone=Pacific/Kiritimati'), { overdue: 1 });
  t.match(await statsOf('dave', '?time_zone=pacific%2Fkiritimati'), { overdue: 1 }, 'in any letter case');
  t.match(await statsOf('dave', '?time_zone=Etc/GMT%2B12'), { overdue: 0 });
});

t.test('a time zone does not move a time', async (t) => {
  await storeTasks(server.db, 'erin', [
    { title: 'x', due_date: new Date(Date.now() - hour).toISOString() },
    { title: 'x', due_date: new Date(Date.now() + hour).toISOString() },
  ]);
  for (const zone of ['Pacific/Kiritimati', 'Etc/GMT%2B12', 'UTC'])
    t.match(await statsOf('erin', `?time_zone=${zone}`), { overdue: 1 }, zone);
});
