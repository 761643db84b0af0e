import { timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { hashToken } from '../pos-api/install-token.ts';
import { withoutSchemas } from '../without-schemas.ts';

/** A body of a million bytes or more is refused; a check of a thousand lines has about half of it. */
const bodyLimitBytes = 999_999;
const requestTimeoutMs = 10_000;
/** Loopback only: whatever brings a vendor's cloud here (a proxy, a tunnel) ends its TLS and stands on this machine. */
const HOST = '127.0.0.1';

export type VendorServer = { readonly url: string; readonly close: () => Promise<void> };

/** A bare HTTP server for one vendor's protocol: JSON only, nothing of the POS API on it. */
export const createVendorServer = (): FastifyInstance =>
  Fastify({
    ...withoutSchemas,
    bodyLimit: bodyLimitBytes,
    exposeHeadRoutes: false,
    requestTimeout: requestTimeoutMs,
  });

/** Whether a header holds the configured token; the time it takes says nothing about the token. */
export function holdsToken(header: string | string[] | undefined, token: string): boolean {
  const given = typeof header === 'string' ? header.trim() : '';
  return timingSafeEqual(Buffer.from(hashToken(given), 'hex'), Buffer.from(hashToken(token), 'hex'));
}

/** The HTTP status of what Fastify throws about a bad request; null for a fault of ours. */
export function requestFaultStatus(error: unknown): number | null {
  if (!(error instanceof Error) || !('statusCode' in error)) return null;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode < 500 ? statusCode : null;
}

export async function listenVendor(app: FastifyInstance, port: number): Promise<VendorServer> {
  const url = await app.listen({ host: HOST, port });
  return { url, close: () => app.close() };
}
