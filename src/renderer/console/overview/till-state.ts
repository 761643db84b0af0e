import type { ManagedTill } from '../../../contracts/manage.ts';
import type { PublishedPack } from '../../../contracts/manage-packs.ts';
import type { Mode } from '../../../contracts/till-status.ts';
import { isEarlier } from '../../../shared/version-order.ts';
import type { Tone } from '../../kit/tone.ts';

/** A till asks every half minute; one that was not heard for so long may be without its hub. */
export const SILENT_AFTER_MS = 3 * 60_000;
const LOST_AFTER_MS = 24 * 3_600_000;

export type Contact = 'waiting' | 'never' | 'here' | 'silent' | 'lost';

/** Whether a till is in touch, by the hub's time. */
export function contactOf(till: ManagedTill, nowMs: number): Contact {
  if (!till.enrolled) return 'waiting';
  if (till.lastSeenAt === null) return 'never';
  const silentMs = nowMs - Date.parse(till.lastSeenAt);
  return silentMs > LOST_AFTER_MS ? 'lost' : silentMs > SILENT_AFTER_MS ? 'silent' : 'here';
}

/** The newest pack that is in force or will be, for this till's store; null where there is none. */
export function newestFor(till: ManagedTill, packs: readonly PublishedPack[]): PublishedPack | null {
  const meant = packs.filter(
    ({ state, stores }) =>
      (state === 'active' || state === 'scheduled') && (stores === null || stores.includes(till.store)),
  );
  return meant.toSorted((a, b) => b.number - a.number)[0] ?? null;
}

/** The till's version is earlier than a pack asks for: it stays with the pack before. */
export const isTooOld = ({ version }: Pick<ManagedTill, 'version'>, leastAgent: string | null): boolean =>
  leastAgent !== null && isEarlier(version ?? '', leastAgent);

const contactTones: Readonly<Record<Contact, Tone>> = {
  waiting: 'none',
  never: 'warn',
  here: 'good',
  silent: 'warn',
  lost: 'bad',
};

/** A clock this far off is worth a look; tills work by the hub's time all the same. */
export const CLOCK_OFF_MS = 60_000;

type Rung = Extract<Mode, 'read-only' | 'off'>;

/**
 * A till that asks is no longer offline, though the question with which it came back still says so; and one that keeps a
 * pack by now has its loyalty.
 */
function rungOf({ health, stagedPack }: ManagedTill): Rung | null {
  if (health?.mode === 'read-only') return 'read-only';
  return health?.mode === 'off' && (stagedPack ?? 0) === 0 ? 'off' : null;
}

export type TillState = {
  readonly contact: Contact;
  /** What it says it cannot do though it is in touch; null where there is nothing of the kind. */
  readonly rung: Rung | null;
  readonly clockOff: boolean;
  readonly tone: Tone;
  /** The newest pack meant for it; `behind`: it has not said that it keeps that one. */
  readonly newest: number | null;
  readonly behind: boolean;
  /** It is behind because that one asks for this version, and the till's is earlier; null: not so. */
  readonly needsVersion: string | null;
  readonly needsAttention: boolean;
};

export function stateOfTill(till: ManagedTill, packs: readonly PublishedPack[], nowMs: number): TillState {
  const contact = contactOf(till, nowMs);
  const newestPack = newestFor(till, packs);
  const newest = newestPack?.number ?? null;
  const needsVersion =
    newestPack !== null && isTooOld(till, newestPack.leastAgent) ? newestPack.leastAgent : null;
  const behind = till.enrolled && newest !== null && (till.stagedPack ?? 0) < newest;
  const rung = contact === 'here' ? rungOf(till) : null;
  const clockOff = Math.abs(till.health?.clockOffsetMs ?? 0) > CLOCK_OFF_MS;
  const tone = till.quarantine > 0 || rung !== null ? 'bad' : contactTones[contact];
  const needsAttention = tone === 'warn' || tone === 'bad' || behind || clockOff;
  return { contact, rung, clockOff, tone, newest, behind, needsVersion, needsAttention };
}
