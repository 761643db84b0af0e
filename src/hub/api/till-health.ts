import type { FastifyRequest } from 'fastify';
import { readTolerant } from '../../contracts/read-tolerant.ts';
import { type TillHealth, tillHealthHeader, tillHealthSchema } from '../../contracts/till-health.ts';
import type { TillRecord } from '../store/records.ts';
import type { HubParts } from './hub-parts.ts';

/** Longer is nothing a till says. */
const mostLetters = 500;

/** What a stored or sent text says of a till; null where it says nothing that can be read. */
export function readTillHealth(text: string | null): TillHealth | null {
  if (text === null || text.length > mostLetters) return null;
  try {
    const read = readTolerant(tillHealthSchema, JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** The version that runs at a till: as it last said, else as it was when it was enrolled. */
export const versionOf = ({ health, version }: Pick<TillRecord, 'health' | 'version'>): string | null =>
  readTillHealth(health)?.version ?? version;

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
