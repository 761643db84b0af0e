import { createHash, timingSafeEqual } from 'node:crypto';
import fastifyStatic from '@fastify/static';
import fastifyWebsocket from '@fastify/websocket';
import Fastify, { type FastifyInstance } from 'fastify';
import { withoutSchemas } from '../without-schemas.ts';
import type { UiChannel } from './channel.ts';

export type UiServerOptions = {
  readonly port: number;
  /** Folder of the built windows; null serves the channel only. */
  readonly staticDir: string | null;
  /** Secret that a window shows when it opens its channel. */
  readonly token: string;
  readonly attach: (channel: UiChannel) => void;
};

export type UiServer = { readonly url: string; readonly close: () => Promise<void> };

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Everything from here, nothing inline. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

function guard(app: FastifyInstance, port: () => number): void {
  app.addHook('onRequest', async (request, reply) => {
    const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    const host = request.headers.host ?? '';
    const origin = request.headers.origin;
    // A page elsewhere can reach a loopback port; it cannot forge these two headers.
    if (!hosts.includes(host) || (origin !== undefined && origin !== `http://${host}`)) {
      // Nobody closes the line of a refused WebSocket else, and the server could not end while it is open.
      reply.raw.once('finish', () => request.raw.socket.destroySoon());
      return reply.code(403).type('text/plain').send('Refused: this address serves the till windows only.');
    }
    reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    return undefined;
  });
}

/** Serves the windows to a browser on this machine, and their channel at `/ui?token=…`. */
export async function startUiServer(options: UiServerOptions): Promise<UiServer> {
  const app = Fastify({ ...withoutSchemas, logger: false, forceCloseConnections: true });
  let port = options.port;
  guard(app, () => port);
  await app.register(fastifyWebsocket, { options: { maxPayload: 1_000_000 } });
  if (options.staticDir !== null) await app.register(fastifyStatic, { root: options.staticDir });
  app.get('/', async (_request, reply) => reply.redirect('/cashier/'));
  app.get<{ Querystring: { token?: string } }>('/ui', { websocket: true }, (socket, request) => {
    const given = request.query.token ?? '';
    if (!timingSafeEqual(digest(given), digest(options.token))) {
      socket.close(4401, 'wrong token');
      return;
    }
    options.attach({
      send: (text) => {
        if (socket.readyState === socket.OPEN) socket.send(text);
      },
      onMessage: (listener) => socket.on('message', (data: Buffer) => listener(data.toString('utf8'))),
      onClose: (listener) => socket.on('close', listener),
    });
  });
  await app.listen({ port: options.port, host: '127.0.0.1' });
  const address = app.server.address();
  if (address !== null && typeof address === 'object') port = address.port;
  return { url: `http://127.0.0.1:${port}`, close: () => app.close() };
}
