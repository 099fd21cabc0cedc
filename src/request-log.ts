import { LogController, type FastifyReply, type FastifyRequest } from 'fastify';

/**
 * One line for every request instead of Fastify's two. It names the operation, never the URL: that holds user ids and search
 * texts.
 */
export class RequestLog extends LogController {
  override incomingRequest(): void {
    // Said once the answer is out.
  }

  override routeNotFound(): void {
    // Said once the answer is out.
  }

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const line = {
      operation: request.routeOptions.config.operation?.id,
      method: request.method,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 100) / 100,
    };
    if (error) request.log.error({ ...line, err: error }, 'not answered');
    else request.log.info(line, 'answered');
  }
}
