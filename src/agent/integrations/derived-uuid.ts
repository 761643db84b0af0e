import { createHash } from 'node:crypto';

/**
 * The same UUID for the same words, always: how a document of another system becomes an operation of ours, so that saying
 * it twice books it once. UUIDv8 (RFC 9562) over SHA-256.
 */
export function derivedUuid(...words: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(words)).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
