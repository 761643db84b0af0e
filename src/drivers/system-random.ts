import { randomBytes } from 'node:crypto';
import type { Random } from '../shared/ports.ts';

/** The operating system's randomness. */
export const systemRandom: Random = { bytes: (length) => new Uint8Array(randomBytes(length)) };
