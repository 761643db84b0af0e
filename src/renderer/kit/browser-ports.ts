import type { Clock, Random } from '../../shared/ports.ts';
import { localInstant } from './local-instant.ts';

/** The page's own clock and randomness: the one place of the windows that reads them. */
export const browserClock: Clock & { localNow(): string } = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  localNow: () => localInstant(Date.now(), -new Date().getTimezoneOffset()),
};

export const browserRandom: Random = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};
