import { instantFromMs, instantToMs } from '../../../loyalty/ledger/instant.ts';
import { openZone } from '../../../loyalty/time/zone.ts';

const form = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?$/;

/**
 * A time without an offset (`2026-12-05 12:31:04`), read in the account's zone, as an instant in UTC. Null where the text
 * is no time.
 */
export function momentToInstant(text: string, timezone: string): string | null {
  const [, date, clock] = form.exec(text) ?? [];
  if (date === undefined || clock === undefined) return null;
  const localMs = instantToMs(`${date}T${clock}Z`);
  const zone = openZone(timezone);
  const offsetSeconds = zone.offsetAt(localMs / 1000 - zone.offsetAt(localMs / 1000));
  return instantFromMs(localMs - offsetSeconds * 1000);
}
