import pg from 'pg';

/** Time limit of a CancelRequest. The statement's connection is gone by then, so nobody waits for longer. */
const cancelWithinMs = 1_000;

/**
 * Asks Postgres to cancel the statement that a client runs (PostgreSQL, "Canceling Requests in Progress"). Resolves
 * when Postgres has taken the request, or cannot be reached in time. Never rejects.
 *
 * Poolers pass the request on. It is sent without TLS, as libpq did before version 17: it holds nothing but its key.
 */
export async function cancelStatement({ host, port, processID, secretKey }: pg.Client): Promise<void> {
  if (processID === null || secretKey === null) return;
  const { connection } = new pg.Client({ host, port });
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => connection.stream.destroy(), cancelWithinMs);
    connection.on('error', () => undefined);
    connection.once('connect', () => connection.cancel(processID, secretKey));
    connection.once('end', () => {
      clearTimeout(timer);
      resolve();
    });
    if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}`);
    else connection.connect(port, host);
  });
}
