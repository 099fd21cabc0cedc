import type { Measurement } from './rounds.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';

/**
 * Divides the CPU time per request of one server by another's: the median of the ratios within each round, because a
 * disturbance of the machine hits both servers of a round. Undefined if either was not measured.
 */
export function ratioTo(against: string, server: string, measurements: readonly Measurement[]): number | undefined {
  const own = measurements.find((measurement) => measurement.server === server);
  const other = measurements.find((measurement) => measurement.server === against);
  return own && other && median(own.cpuOfRounds.map((cpu, round) => cpu / (other.cpuOfRounds[round] ?? Number.NaN)));
}

/** The results of one kind of work, with ratios to a reference server. */
export function workTable(measurements: readonly Measurement[], reference: string): string {
  return table(
    ['Server', 'CPU µs/request', 'of rounds', `to ${reference}`, 'requests/s', 'p50 ms', 'p99 ms'],
    measurements.map(({ server, cpu, cpuOfRounds, requestsPerSecond, p50, p99 }) => [
      server,
      cpu.toFixed(0),
      `${Math.min(...cpuOfRounds).toFixed(0)}–${Math.max(...cpuOfRounds).toFixed(0)}`,
      ratioTo(reference, server, measurements)?.toFixed(2) ?? '–',
      requestsPerSecond.toFixed(0),
      p50.toFixed(1),
      p99.toFixed(1),
    ]),
  );
}
