import { socketPort } from './socket-folder.ts';

/** Address of a database in an embedded Postgres, as pg's `Client` and `Pool` take it. */
export interface EmbeddedAddress {
  /** The folder of the Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** A Unix socket never uses TLS, whatever PGSSLMODE says. */
  readonly ssl: false;
}

/** The only role of the cluster. initdb creates it. */
export const superuser = 'tasks';

/** The database that the server uses. */
export const databaseName = 'tasks';

/** Returns the address of a database in the cluster whose socket is in this folder. */
export function addressOf(socketFolder: string, database = databaseName): EmbeddedAddress {
  return { host: socketFolder, port: socketPort, user: superuser, database, ssl: false };
}
