import t from 'tap';
import { contractVersion, mayBreak } from '../../../scripts/contract-changes/version.ts';

t.test('a breaking change needs the next major version, or below 1.0.0 the next minor one', async (t) => {
  const steps = [
    ['1.2.3', '2.0.0', true],
    ['1.2.3', '1.3.0', false],
    ['1.2.3', '1.2.3', false],
    ['0.1.0', '0.2.0', true],
    ['0.1.0', '1.0.0', true],
    ['0.1.0', '0.1.1', false],
  ] as const;
  for (const [from, to, allowed] of steps) t.equal(mayBreak(from, to), allowed, `${from} → ${to}`);
});

t.test('reads the version of a contract, which must be a semantic version', async (t) => {
  t.equal(contractVersion('info:\n  version: 1.2.3\n'), '1.2.3');
  t.equal(contractVersion('info:\n  version: 1.2.3-rc.1\n'), '1.2.3');
  for (const contract of ['', 'info: {}', 'info:\n  version: 1.2\n', 'info:\n  version: next\n']) {
    t.throws(() => contractVersion(contract), { message: 'info.version is not a semantic version' });
  }
});
