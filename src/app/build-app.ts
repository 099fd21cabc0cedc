import type { FastifyInstance } from 'fastify';
import { bindHandlers, readContract } from '../contract/index.ts';
import { databaseProblem } from '../database/index.ts';
import { createServer, type HttpSettings, type ServerOptions } from '../http/index.ts';
import { operations } from './operations/index.ts';
import type { Services } from './operations/operation.ts';

type Injected = Pick<
  ServerOptions,
  'logger' | 'securityHandlers' | 'explainRefusal' | 'explainsToClients' | 'signSampleToken'
>;

/** The services of the operations, and everything of the server that is not fixed by the contract. */
export interface AppDependencies extends Services, HttpSettings, Injected {}

/**
 * Builds the server. It does not listen, and it uses the database only when a request does.
 *
 * @throws if the code does not match the contract
 */
export async function buildApp({ db, findKeyFault, closing, ...options }: AppDependencies): Promise<FastifyInstance> {
  return createServer({
    ...options,
    closing,
    contract: readContract(),
    handlers: bindHandlers(operations, { db, findKeyFault, closing, publicPath: options.publicPath }),
    translateError: databaseProblem,
  });
}
