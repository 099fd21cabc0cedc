import type { Measurement } from './rounds.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';

/**
 * The CPU time for a request as a share of another server's: the median of the shares within each round, because what disturbs the machine
 * disturbs both. Undefined where one of them was not measured.
 */
export function ratioTo(against: string, server: string, measurements: readonly Measurement[]): number | undefined {
  const own = measurements.find((measurement) => measurement.server === server);
  const other = measurements.find((measurement) => measurement.server === against);
  return own && other && median(own.cpuOfRounds.map((cpu, round) => cpu / (other.cpuOfRounds[round] ?? Number.NaN)));
}

/** One kind of work. */
export function workTable(measurements: readonly Measurement[]): string {
  return table(
    ['Server', 'CPU µs/request', 'of rounds', 'to bare', 'requests/s', 'p50 ms', 'p99 ms'],
    measurements.map(({ server, cpu, cpuOfRounds, requestsPerSecond, p50, p99 }) => [
      server,
      cpu.toFixed(0),
      `${Math.min(...cpuOfRounds).toFixed(0)}–${Math.max(...cpuOfRounds).toFixed(0)}`,
      ratioTo('bare', server, measurements)?.toFixed(2) ?? '–',
      requestsPerSecond.toFixed(0),
      p50.toFixed(1),
      p99.toFixed(1),
    ]),
  );
}
