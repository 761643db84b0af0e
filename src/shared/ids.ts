import { assert } from './assert.ts';
import type { Clock, Random } from './ports.ts';

/** A UUIDv7 as RFC 9562 lays it out: 48 bits of wall milliseconds, then random bits. Lower-case text. */
export function uuidV7(clock: Clock, random: Random): string {
  const bytes = random.bytes(16);
  assert(bytes.length === 16, 'the random port must give as many bytes as asked');
  const wallMs = clock.wallMs();
  for (let index = 0; index < 6; index++) {
    bytes[index] = Math.floor(wallMs / 2 ** (8 * (5 - index))) % 256;
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
