/**
 * A network between a server and its database: passes every byte on, later. In a process of its own, so that its CPU time is nobody's.
 * `node latency-proxy.js <socket to listen on> <socket of Postgres>`
 */
import { connect, createServer } from 'node:net';
import process from 'node:process';
import { setTimeout } from 'node:timers';

/** Each way. With what timers and the way through this process take on top, a round trip is longer by about 2.5 ms. */
const delayMs = 1;

const [listenOn, postgres] = process.argv.slice(2);

function pass(from, to) {
  from.on('data', (chunk) => {
    setTimeout(() => to.write(chunk), delayMs);
  });
  from.on('close', () => {
    setTimeout(() => to.destroy(), delayMs);
  });
  // The other side hears of it by the close that follows.
  from.on('error', () => {});
}

createServer((client) => {
  const server = connect(postgres);
  pass(client, server);
  pass(server, client);
}).listen(listenOn, () => {
  process.send('listening');
});
process.on('disconnect', () => process.exit());
