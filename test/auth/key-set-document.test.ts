import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { createContext, runInContext } from 'node:vm';
import t from 'tap';
import { fetchKeySet } from '../../src/auth/key-set-document.ts';
import { close, listen } from '../support/jwks-server.ts';

// What else the endpoint may answer with is in key-set.test.ts.
t.test('the time limit holds whatever garbage is collected (nodejs/undici#4984)', async (t) => {
  setFlagsFromString('--expose-gc');
  const context = createContext();
  const server = createServer((_request, response) => void response.write('a body without end'));
  t.teardown(() => close(server));
  const url = await listen(server);
  const timer = setInterval(() => void runInContext('gc()', context), 7);
  t.teardown(() => clearInterval(timer));

  const outcomes = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      await setTimeout(3 * index);
      const outcome = fetchKeySet(url, 300).then(
        () => 'fetched',
        () => 'refused',
      );
      return Promise.race([outcome, setTimeout(5_000, 'hung', { ref: false })]);
    }),
  );
  t.ok(outcomes.every((outcome) => outcome === 'refused'));
});
