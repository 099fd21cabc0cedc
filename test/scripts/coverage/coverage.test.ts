import t from 'tap';
import { assess, count, isComplete, missing, percentage } from '../../../scripts/coverage/coverage.ts';
import type { Item } from '../../../scripts/coverage/items.ts';
import { formatPage } from '../../../scripts/coverage/page.ts';
import type { CoverageRecord } from '../../../scripts/coverage/records.ts';
import { refuseOtherContracts } from '../../../scripts/coverage/records.ts';
import { formatTable } from '../../../scripts/coverage/table.ts';
import { readUnreachable } from '../../../scripts/coverage/unreachable.ts';

const item = (id: string, kind: Item['kind']): Item => ({ id, operation: 'getPet', kind });
const items = [item('getPet', 'operation'), item('getPet 200', 'status'), item('getPet 500 /[] <x>', 'response body')];
const record = (file: string, ...seen: string[]): CoverageRecord => ({ contract: 'digest', file, items: seen });
const records = [record('a.test.ts', 'getPet', 'getPet 200'), record('b.test.ts', 'getPet')];
const broken = { item: 'getPet 500 /[]*', reason: 'Only a bug.' };

t.test('is complete if every reachable item was reached', async (t) => {
  const coverage = assess(items, records, [broken]);
  t.ok(isComplete(coverage));
  t.strictSame(count(coverage.items), { reached: 2, reachable: 2 });
  t.match(coverage, { files: 2, items: [{ files: 2 }, { files: 1 }, { files: 0, reason: 'Only a bug.' }] });
});

t.test('is incomplete if an item was not reached', async (t) => {
  const coverage = assess(items, records, []);
  t.notOk(isComplete(coverage));
  t.match(missing(coverage), [{ id: 'getPet 500 /[] <x>' }]);
  t.match(formatTable(coverage), /^getPet .* 2\/3 +66\.6 %\n[^]*not reached: getPet 500 \/\[\] <x>\n/m);
  t.match(
    formatPage(coverage),
    'getPet 500 /[] &#60;x&#62;</td><td>response body</td><td class="missing">not reached<',
  );
});

t.test('reports an unreachable entry that matches no item, or an item that was reached', async (t) => {
  for (const [entry, fault] of [
    [{ item: 'getPet 501*', reason: 'x' }, '"getPet 501*" is declared unreachable, and the contract has no such item.'],
    [{ item: 'get', reason: 'x' }, '"get" is declared unreachable, and the contract has no such item.'],
    [{ item: '*200', reason: 'x' }, '"getPet 200" is declared unreachable by "*200", and was reached.'],
  ] as const) {
    const coverage = assess(items, records, [broken, entry]);
    t.strictSame(coverage.faults, [fault]);
    t.notOk(isComplete(coverage));
    t.match(formatTable(coverage), `wrong: ${fault}`);
  }
});

t.test('an entry needs an item and a reason', async (t) => {
  t.strictSame(readUnreachable('# nothing\n'), []);
  t.strictSame(readUnreachable('- { item: a, reason: b }'), [{ item: 'a', reason: 'b' }]);
  t.throws(() => readUnreachable('- item: a'), { message: /a has no reason/ });
  t.throws(() => readUnreachable("- { item: a, reason: ' ' }"), { message: /a has no reason/ });
  t.throws(() => readUnreachable('- reason: b'), { message: /entry 1 has no item/ });
  t.throws(() => readUnreachable('item: a'), { message: /must be a list/ });
});

t.test('100 % means every item', async (t) => {
  t.equal(percentage({ reached: 1999, reachable: 2000 }), '99.9');
  t.equal(percentage({ reached: 2000, reachable: 2000 }), '100');
  t.equal(percentage({ reached: 0, reachable: 0 }), '100');
});

t.test('refuses a record of another contract', async (t) => {
  refuseOtherContracts(records, 'digest');
  t.throws(() => refuseOtherContracts(records, 'another'), {
    message: /^The record of a\.test\.ts belongs to another contract/,
  });
});
