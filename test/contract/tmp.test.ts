import { connect } from 'node:net';
import t from 'tap';
import { startServerWithoutDatabase } from '../support/server.ts';
const { app } = await startServerWithoutDatabase(t);
const a = await app.listen({ host: '127.0.0.1', port: 0 });
for (const target of ['/é', '/healthz?é', '?x', '//evil/x', 'http://evil/x', '/a b']) {
  const s = connect(Number(new URL(a).port), '127.0.0.1');
  s.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  let out = '';
  for await (const c of s) out += String(c);
  console.error(target, out.split('\r\n')[0], out.split('\r\n\r\n')[1]);
}
