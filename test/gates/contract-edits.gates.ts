import t, { type Test } from 'tap';
import { prepareCheckouts, type Checkout, type Run } from './checkout.ts';
import { contractEdits, raiseVersion } from './edits.ts';

const checkout = await prepareCheckouts(t);

async function generateAndCheck({ npmRun }: Checkout): Promise<Run> {
  const generated = await npmRun('generate');
  return generated.failed === undefined ? npmRun('check') : generated;
}

function passes(t: Test, { failed, output }: Run): void {
  t.equal(failed, undefined, 'no gate fires', { diagnostic: failed !== undefined, output });
}

function isStopped(t: Test, { failed, output }: Run, gate: string, says: readonly string[]): void {
  t.equal(failed, gate, `${gate} fires`, { output });
  for (const part of says) t.ok(output.includes(part), `the message says ${part}`, { output });
}

// Each test mostly waits for other programs.
t.jobs = 2;

// Without this, the tests below would also pass if every edit were stopped.
t.test('passes a changed description with a raised version', { buffered: true }, async (t) => {
  const changed = await checkout();
  await changed.editContract((contract) => {
    contract.setIn(['info', 'summary'], 'The tasks of one user.');
    raiseVersion(contract, 'patch');
  });
  passes(t, await generateAndCheck(changed));
});

t.test('stops an edit without generation', { buffered: true }, async (t) => {
  const changed = await checkout();
  await changed.editContract((contract) => raiseVersion(contract, 'patch'));
  isStopped(t, await changed.npmRun('check'), 'generate:check', ['generated/openapi.json', 'generated/openapi.yaml']);
});

for (const { title, edit, gate, says } of contractEdits) {
  t.test(`stops ${title}`, { buffered: true }, async (t) => {
    const changed = await checkout();
    await changed.editContract(edit);
    isStopped(t, await generateAndCheck(changed), gate, says);
  });
}
