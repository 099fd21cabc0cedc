import type { FastifyInstance } from 'fastify';

const intervalMs = 50;

/**
 * Closes connections that become idle while the server closes. Node closes only those that are idle at the start; one
 * whose request was still running would then keep the server open for its whole keep-alive time.
 */
export function closeIdleConnectionsWhileClosing(app: FastifyInstance): void {
  let timer: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    timer = setInterval(() => app.server.closeIdleConnections(), intervalMs);
  });
  app.addHook('onClose', async () => clearInterval(timer));
}
