import type { FastifyRequest } from 'fastify';
import { type TillHealth, tillHealthHeader, tillHealthSchema } from '../../contracts/till-health.ts';
import type { HubParts } from './hub-parts.ts';

/** Longer is nothing a till says. */
const mostLetters = 500;

/** What a stored or sent text says of a till; null where it says nothing that can be read. */
export function readTillHealth(text: string | null): TillHealth | null {
  if (text === null || text.length > mostLetters) return null;
  try {
    return tillHealthSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Keeps what a till says of itself beside a question. */
export async function noteTillHealth(
  { store }: HubParts,
  tillId: string,
  { headers }: FastifyRequest,
): Promise<void> {
  const sent = headers[tillHealthHeader];
  const health = typeof sent === 'string' ? readTillHealth(sent) : null;
  if (health !== null) await store.noteTillHealth(tillId, JSON.stringify(health));
}
