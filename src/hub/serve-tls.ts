import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { HubLog } from './log.ts';

/** PEM files: the certificate with its chain, and its private key. */
export type TlsFiles = { readonly certFile: string; readonly keyFile: string };
export type TlsServer = {
  readonly server: (handle: (request: IncomingMessage, response: ServerResponse) => void) => Server;
  /** Ends watching the files. */
  readonly close: () => void;
};

/** TLS cannot be served from these files; the sentence says why. */
export class TlsFailure extends Error {
  override readonly name = 'TlsFailure';
}

const oldestVersion = 'TLSv1.2';
/** Certificates are renewed every few weeks; a minute late is in time. */
const lookEveryMs = 60_000;
/** As the plain server has them. */
const timeouts = { requestTimeout: 60_000, keepAliveTimeout: 72_000 };

/** Reads both files and checks that they belong together. Throws `TlsFailure`. */
function readPair({ certFile, keyFile }: TlsFiles): { cert: Buffer; key: Buffer } {
  try {
    const pair = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
    createSecureContext(pair);
    return pair;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TlsFailure(`TLS cannot be served with ${certFile} and ${keyFile}: ${reason}`, { cause });
  }
}

/**
 * A server with the certificate of two files. A renewed certificate is taken up within a minute, without a restart and
 * without ending a connection; files that do not fit leave the one before in force. Throws `TlsFailure`.
 */
export function serveTls(files: TlsFiles, log: HubLog, everyMs = lookEveryMs): TlsServer {
  const first = readPair(files);
  const made = new Set<Server>();
  const renew = (): void => {
    try {
      const pair = readPair(files);
      for (const server of made) server.setSecureContext({ ...pair, minVersion: oldestVersion });
      log.info({ file: files.certFile }, 'the certificate was read anew');
    } catch (error) {
      log.error({ error: String(error) }, 'the new certificate cannot be used; the one before stays');
    }
  };
  // The key is written after the certificate or before it: either change looks at both.
  for (const file of [files.certFile, files.keyFile]) {
    watchFile(file, { interval: everyMs, persistent: false }, renew);
  }
  return {
    server: (handle) => {
      const server = createServer({ ...first, ...timeouts, minVersion: oldestVersion }, handle);
      made.add(server);
      return server;
    },
    close: () => {
      for (const file of [files.certFile, files.keyFile]) unwatchFile(file, renew);
    },
  };
}
