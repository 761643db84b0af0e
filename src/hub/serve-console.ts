import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Everything from this hub, nothing inline, in nobody's frame. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * Serves the console at `/console/` out of the folder of built windows. Of that folder only the console's page and the
 * shared assets are served: the windows of tills belong to tills. The page holds no data; its calls bring a token.
 */
export async function serveConsole(app: FastifyInstance, windowsDir: string): Promise<void> {
  const setHeaders = (reply: { header: (name: string, value: string) => unknown }): void => {
    for (const [name, value] of Object.entries(headers)) reply.header(name, value);
  };
  // Names of assets hold a hash of what is in them; the page itself is asked for anew.
  const assets = { maxAge: '365d', immutable: true } as const;
  await app.register(fastifyStatic, {
    root: join(windowsDir, 'console'),
    prefix: '/console/',
    setHeaders,
    redirect: true,
  });
  await app.register(fastifyStatic, {
    ...{ root: join(windowsDir, 'assets'), prefix: '/assets/', decorateReply: false },
    ...{ index: false, setHeaders },
    ...assets,
  });
  app.get('/', async (_request, reply) => reply.redirect('/console/'));
}
