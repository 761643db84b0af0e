import type { FastifyRequest } from 'fastify';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { hashToken } from '../secrets/tokens.ts';
import type { HubParts } from './hub-parts.ts';

/** The manager behind `Authorization: Bearer <token>`. Found by the token's hash, so nothing is compared byte by byte. */
export async function identifyManager(
  parts: HubParts,
  request: FastifyRequest,
): Promise<Result<{ readonly name: string; readonly role: string }, Refusal>> {
  const token = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
  const manager = token === undefined ? null : await parts.store.manager(hashToken(token));
  return manager === null
    ? err(refusal('manager-token-refused', 'Send Authorization: Bearer with a manager token.'))
    : ok(manager);
}
