/**
 * The load, in a process of its own, so that its CPU time is nobody's. It is told what to send, says that it is ready, and begins on
 * `go`: the benchmark reads the server's CPU time at that moment.
 */
import process from 'node:process';
import autocannon from 'autocannon';

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

async function run({ url, connections, seconds, rate, requests, statuses }) {
  const times = [];
  let unexpected = 0;
  let next = 0;
  const load = autocannon({
    url,
    connections,
    duration: seconds,
    ...(rate === undefined ? {} : { overallRate: rate }),
    // Every connection has requests of its own, built before the first is sent.
    setupClient(client) {
      const offset = next++;
      client.setRequests(requests.filter((_request, index) => index % connections === offset % connections));
    },
  });
  load.on('response', (_client, status, _bytes, milliseconds) => {
    times.push(milliseconds);
    if (!statuses.includes(status)) unexpected += 1;
  });
  const result = await load;
  times.sort((a, b) => a - b);
  return {
    sent: result.requests.sent,
    answered: times.length,
    unexpected,
    errors: result.errors,
    seconds: result.duration,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
}

process.once('message', (job) => {
  process.once('message', async () => {
    process.send(await run(job), () => process.disconnect());
  });
  process.send('ready');
});
