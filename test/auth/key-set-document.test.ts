import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import t from 'tap';
import { fetchKeySet } from '../../src/auth/key-set-document.ts';
import { close, listen } from '../support/jwks-server.ts';

// Other answers of the endpoint are tested in key-set-faults.test.ts. Without our own time limit some of these fetches
// hang in every other run: the collection must happen at the right moment.
t.test('keeps the time limit during garbage collections (nodejs/undici#4984)', async (t) => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: unknown = runInNewContext('gc');
  assert(typeof collectGarbage === 'function');
  const server = createServer((_request, response) => void response.write('a body without end'));
  t.teardown(() => close(server));
  const url = await listen(server);
  const timer = setInterval(() => void Reflect.apply(collectGarbage, undefined, []), 7);
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
