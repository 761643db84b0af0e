import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import type { AgentEvent } from '../contracts/events.ts';
import type { Language } from '../contracts/local-text.ts';
import { listenSocket } from './listen-socket.ts';
import { installToken } from './pos-api/install-token.ts';
import { createPosApi } from './pos-api/pos-api.ts';
import type { PosUseCases } from './pos-api/routes.ts';
import { version } from './version.ts';

export type PosApiServerOptions = PosUseCases & {
  readonly port: number;
  readonly dataDir: string;
  readonly subscribe: (listener: (event: AgentEvent) => void) => () => void;
  /** Told of every call that is let in, before it is looked at. Absent: nobody asks. */
  readonly onCall?: () => void;
  readonly language: () => Language;
  /** A Unix socket or Windows pipe to listen on as well; null for none. */
  readonly socket: string | null;
  readonly log: Logger;
};

export type PosApiServer = {
  readonly url: string;
  readonly socket: string | null;
  /** The file that holds the install token, for the cash register's user only. */
  readonly tokenFile: string;
  readonly close: () => Promise<void>;
};

/** Loopback only: the POS API is for the cash register on the same machine. */
const HOST = '127.0.0.1';

/** Brings up the POS API with the till's install token. Rejects when the port or the socket is taken. */
export async function listenPosApi(options: PosApiServerOptions): Promise<PosApiServer> {
  const { socket, log } = options;
  const tokenFile = join(options.dataDir, 'pos-token');
  const tokenHash = installToken(tokenFile).hash;
  const create = () =>
    createPosApi({
      ...options,
      events: { subscribe: options.subscribe },
      version,
      tokenHash,
      tokenFile: resolve(tokenFile),
      allowedHosts: [HOST, 'localhost'],
      onFault: (where, cause) => log.error({ err: cause, where }, 'a call of the POS API failed'),
    });
  const app = create();
  const url = await app.listen({ port: options.port, host: HOST });
  const local = socket === null ? null : create();
  const close = async (): Promise<void> => {
    await Promise.all([app.close(), local?.close()]);
  };
  try {
    if (local !== null && socket !== null) await listenSocket(local, socket);
  } catch (cause) {
    await close();
    throw cause;
  }
  return { url, socket, tokenFile, close };
}
