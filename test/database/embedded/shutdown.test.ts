import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import t from 'tap';
import { shutDown } from '../../../src/database/embedded/shutdown.ts';

t.test('sends SIGQUIT five seconds after a SIGINT that had no effect', async (t) => {
  const child = spawn('sh', ['-c', 'trap "" INT; echo ready; read line'], { stdio: ['pipe', 'pipe', 'ignore'] });
  t.teardown(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const sent: string[] = [];
  const begin = performance.now();
  await shutDown(
    (signal) => {
      sent.push(signal);
      child.kill(signal);
    },
    (ms) => Promise.race([ended.then(() => true), delay(ms, false, { ref: false })]),
  );
  t.same(sent, ['SIGINT', 'SIGQUIT']);
  t.equal(child.signalCode, 'SIGQUIT');
  t.ok(performance.now() - begin > 4900);
});
