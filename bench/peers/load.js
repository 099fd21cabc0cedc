/**
 * The load generator, as a process of its own: its CPU time is not the servers'. It receives a job, replies `ready`,
 * and starts on `go`: at that moment the benchmark has read the server's CPU time.
 */
import process from 'node:process';
import autocannon from 'autocannon';

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

async function run({ url, connections, seconds, requests, statuses }) {
  const times = [];
  let unexpected = 0;
  let next = 0;
  const load = autocannon({
    url,
    connections,
    duration: seconds,
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
