import t from 'tap';
import { reasonOf } from '../../src/values/error-reason.ts';

t.test('finds a reason in every error', async (t) => {
  const refused = (address: string): Error => new Error(`connect ECONNREFUSED ${address}`);
  for (const [error, reason] of [
    [new Error('why'), 'why'],
    [
      new AggregateError([refused('::1'), refused('127.0.0.1')]),
      'connect ECONNREFUSED ::1; connect ECONNREFUSED 127.0.0.1',
    ],
    [new AggregateError([refused('::1'), refused('::1')], 'both'), 'connect ECONNREFUSED ::1'],
    [new AggregateError([new AggregateError([refused('::1')])]), 'connect ECONNREFUSED ::1'],
    [new AggregateError([], 'none'), 'none'],
    [new Error('', { cause: new AggregateError([refused('::1')]) }), 'connect ECONNREFUSED ::1'],
    [Object.assign(new Error(''), { code: 'EPIPE' }), 'EPIPE'],
    [new TypeError(''), 'TypeError'],
    ['text', 'text'],
  ] as const) {
    t.equal(reasonOf(error), reason);
  }
});
