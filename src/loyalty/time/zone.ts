import { daysOf } from './calendar.ts';

// Offsets of a time zone, the one thing taken from the platform: `Intl` holds the zone rules. Every offset changes at
// a quarter of an hour at the earliest, so one look-up serves fifteen minutes.

const QUARTER_SECONDS = 900;
const MOST_QUARTERS = 4096;

export type Zone = {
  /** Seconds to add to UTC to get local time at this instant (seconds since 1970). */
  readonly offsetAt: (epochSeconds: number) => number;
};

function lookUp(format: Intl.DateTimeFormat, epochSeconds: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(epochSeconds * 1000)) part[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part;
  return daysOf(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - epochSeconds;
}

/** Does the platform know this zone name? */
export function isKnownZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const formatOf = (name: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });

/**
 * A zone by IANA name. The platform is asked at the first look-up, because its first answer in a process costs as much
 * as compiling a thousand promotions; that look-up throws for a name validation would have refused.
 */
export function openZone(name: string): Zone {
  let format: Intl.DateTimeFormat | null = null;
  const known = new Map<number, number>();
  return {
    offsetAt: (epochSeconds) => {
      const quarter = Math.floor(epochSeconds / QUARTER_SECONDS);
      const hit = known.get(quarter);
      if (hit !== undefined) return hit;
      format ??= formatOf(name);
      const offset = lookUp(format, quarter * QUARTER_SECONDS);
      if (known.size >= MOST_QUARTERS) known.clear();
      known.set(quarter, offset);
      return offset;
    },
  };
}
