import { join } from 'node:path';
import type { Logger } from 'pino';
import type { AgentEvent } from '../contracts/events.ts';
import type { Language } from '../contracts/local-text.ts';
import { installToken } from './pos-api/install-token.ts';
import { createPosApi } from './pos-api/pos-api.ts';
import type { PosUseCases } from './pos-api/routes.ts';
import { version } from './version.ts';

export type PosApiServerOptions = PosUseCases & {
  readonly port: number;
  readonly dataDir: string;
  readonly subscribe: (listener: (event: AgentEvent) => void) => () => void;
  readonly language: () => Language;
  readonly log: Logger;
};

export type PosApiServer = {
  readonly url: string;
  /** The file that holds the install token, for the cash register's user only. */
  readonly tokenFile: string;
  readonly close: () => Promise<void>;
};

/** Loopback only: the POS API is for the cash register on the same machine. */
const HOST = '127.0.0.1';

/** Brings up the POS API with the till's install token. Rejects when the port is taken. */
export async function listenPosApi(options: PosApiServerOptions): Promise<PosApiServer> {
  const tokenFile = join(options.dataDir, 'pos-token');
  const app = createPosApi({
    checkout: options.checkout,
    status: options.status,
    print: options.print,
    events: { subscribe: options.subscribe },
    language: options.language,
    version,
    tokenHash: installToken(tokenFile).hash,
    allowedHosts: [HOST, 'localhost'],
    onFault: (where, cause) => options.log.error({ err: cause, where }, 'a call of the POS API failed'),
  });
  const url = await app.listen({ port: options.port, host: HOST });
  return { url, tokenFile, close: () => app.close() };
}
