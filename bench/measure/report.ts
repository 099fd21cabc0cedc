import type { Measurement } from './rounds.ts';
import { table } from './table.ts';

/** The CPU time for a request as a share of another server's; undefined where that one was not measured. */
export function ratioTo(against: string, server: string, measurements: readonly Measurement[]): number | undefined {
  const own = measurements.find((measurement) => measurement.server === server);
  const other = measurements.find((measurement) => measurement.server === against);
  return own && other && own.cpu / other.cpu;
}

/** One kind of work. */
export function workTable(measurements: readonly Measurement[]): string {
  return table(
    ['Server', 'CPU µs/request', 'to bare', 'requests/s', 'p50 ms', 'p99 ms'],
    measurements.map(({ server, cpu, requestsPerSecond, p50, p99 }) => [
      server,
      cpu.toFixed(0),
      ratioTo('bare', server, measurements)?.toFixed(2) ?? '–',
      requestsPerSecond.toFixed(0),
      p50.toFixed(1),
      p99.toFixed(1),
    ]),
  );
}
