import type { FastifyRequest } from 'fastify';
import { type Refusal, refusal } from '../../contracts/refusal.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { hashToken } from '../secrets/tokens.ts';
import type { HubParts } from './hub-parts.ts';
import { lacksRight } from './refusal-sentences.ts';
import { mayDo, type Right } from './roles.ts';

/** The manager that may do this, behind `Authorization: Bearer <token>`. Found by the token's hash, so nothing is compared byte by byte. */
export async function identifyManager(
  parts: HubParts,
  request: FastifyRequest,
  right: Right,
): Promise<Result<{ readonly name: string; readonly role: string }, Refusal>> {
  const token = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
  const manager = token === undefined ? null : await parts.store.manager(hashToken(token));
  if (manager === null) {
    return err(refusal('manager-token-refused', 'Send Authorization: Bearer with a manager token.'));
  }
  return mayDo(manager.role, right)
    ? ok(manager)
    : err(refusal('role-refused', lacksRight(manager.role, manager.name, right)));
}
