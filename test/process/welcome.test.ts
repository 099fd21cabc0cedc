import t from 'tap';
import { welcome } from '../../src/process/welcome.ts';

t.test('shows the address, and a command with the token if there is one', async (t) => {
  const address = 'http://127.0.0.1:8000';
  const text = welcome(address, 'a.token.x');
  t.match(text, `${address}/docs`);
  t.match(text, `curl -i ${address}/api/demo/tasks`);
  t.match(text, "-H 'authorization: Bearer a.token.x'");
  t.match(welcome(address, undefined), `${address}/docs`);
  t.notMatch(welcome(address, undefined), /Bearer|curl/);
});
