import type { Clock } from '../shared/ports.ts';
import type { HubContact } from './ports.ts';

export type HubTime = {
  /** Best guess of the hub's clock, whole milliseconds since 1970. */
  readonly ms: number;
  /** `high`: measured in this process; `low`: last offset on a clock that may have been moved; `unknown`: never met. */
  readonly confidence: 'high' | 'low' | 'unknown';
  /** Hub minus wall at the last contact. */
  readonly offsetMs: number | null;
};

/**
 * Last hub time plus the monotonic time since; after a restart the wall clock plus the last offset, but never before that
 * contact.
 */
export function estimateHubTime(contact: HubContact | null, clock: Clock): HubTime {
  if (contact === null) return { ms: Math.round(clock.wallMs()), confidence: 'unknown', offsetMs: null };
  const offsetMs = Math.round(contact.hubTimeMs - contact.wallMs);
  if (!contact.sameProcess) {
    // A clock that lost its battery starts years back; what the hub has said was later is later.
    const guessMs = Math.max(clock.wallMs() + offsetMs, contact.hubTimeMs);
    return { ms: Math.round(guessMs), confidence: 'low', offsetMs };
  }
  const elapsedMs = clock.monotonicMs() - contact.monotonicMs;
  return { ms: Math.round(contact.hubTimeMs + elapsedMs), confidence: 'high', offsetMs };
}
