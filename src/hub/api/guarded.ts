import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../contracts/refusal.ts';
import type { Result } from '../../shared/result.ts';
import type { Right } from './roles.ts';

/** What a management call does once its caller is known to have the right. */
export type Handler = (request: FastifyRequest, manager: Manager) => Promise<Result<unknown, Refusal>>;
/** Whose token it is. */
export type Manager = { readonly name: string; readonly role: string };

/** Puts a handler behind a right. */
export type Guarded = (
  right: Right,
  handler: Handler,
) => (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
