/** User ids that must be encoded in a path: in every operation, its answers and the client. */
import t from 'tap';
import { createTasksClient } from '../../src/client/index.ts';
import { recordedFetch } from '../../scripts/coverage/record.ts';
import { startServer, tokenOf } from '../support/server.ts';

/** The ids as the token has them. */
const userIds: Readonly<Record<string, string>> = {
  'of another identity provider': 'auth0|abc',
  'with a slash': 'a/b',
  'with slashes and dots': '../a/./b/..',
  'with a letter outside ASCII': 'ü',
  'the same letter, decomposed': 'u\u0308',
  'outside the basic plane': '🥛',
  '255 characters': 'x'.repeat(255),
  '255 characters, each of twelve in the path': '𝛼'.repeat(255),
  'an e-mail address': 'a+b@example.com',
  'with spaces': ' a b ',
  'with delimiters of a URL': '?#[]:@!$&()*+,;=',
  'with percent-encoding': '%2F%00%C3%BC',
  'with quotes': `'"<>\\^\`{}`,
  'with control characters': 'a\t\r\n\u007f',
  'three dots': '...',
};

for (const [what, userId] of Object.entries(userIds)) {
  t.test(`serves a user id ${what}`, async (t) => {
    const server = await startServer(t);
    const baseUrl = await server.app.listen({ host: '127.0.0.1', port: 0 });
    const client = createTasksClient({ baseUrl, token: tokenOf(userId), fetch: recordedFetch });
    const user = { user_id: userId };
    const segment = encodeURIComponent(userId);

    const created = await client.createTask({ path: user, body: { title: 'first' } });
    t.match(created.data, { user_id: userId, title: 'first' });
    const id = created.data?.id ?? 0;
    const location = created.response.headers.get('location') ?? '';
    t.equal(location, `/api/${segment}/tasks/${id}`);
    t.same((await server.request({ as: userId, url: location })).json(), created.data, 'Location leads to it');
    await client.createTask({ path: user, body: { title: 'second' } });

    const page = await client.listTasks({ path: user, query: { limit: 1 } });
    t.match(page.data, [{ title: 'second' }]);
    const [, next = ''] = /^<([^>]+)>; rel="next"$/.exec(page.response.headers.get('link') ?? '') ?? [];
    t.ok(next.startsWith(`/api/${segment}/tasks?`));
    t.match((await server.request({ as: userId, url: next })).json(), [{ id, title: 'first' }], 'Link leads on');

    const path = { ...user, id };
    t.match((await client.getTask({ path })).data, { id });
    t.match((await client.updateTask({ path, body: { title: 'changed' } })).data, { title: 'changed' });
    t.match((await client.toggleTaskCompletion({ path })).data, { completed: true });
    t.equal((await client.deleteTask({ path })).response.status, 204);

    const stranger = createTasksClient({ baseUrl, token: tokenOf('mallory'), fetch: recordedFetch });
    t.match((await stranger.listTasks({ path: user })).error, { status: 403 });
  });
}
