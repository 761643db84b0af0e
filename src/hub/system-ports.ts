import { randomBytes } from 'node:crypto';
import type { Clock, Random } from '../shared/ports.ts';

export const systemClock: Clock = { wallMs: () => Date.now(), monotonicMs: () => performance.now() };
export const systemRandom: Random = { bytes: (length) => randomBytes(length) };
