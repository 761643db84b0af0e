import type { ManagedTill, PublishedPack } from '../../../contracts/manage.ts';
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
export function newestFor(till: ManagedTill, packs: readonly PublishedPack[]): number | null {
  const meant = packs.filter(
    ({ state, stores }) =>
      (state === 'active' || state === 'scheduled') && (stores === null || stores.includes(till.store)),
  );
  return meant.length === 0 ? null : Math.max(...meant.map(({ number }) => number));
}

const contactTones: Readonly<Record<Contact, Tone>> = {
  waiting: 'none',
  never: 'warn',
  here: 'good',
  silent: 'warn',
  lost: 'bad',
};

export type TillState = {
  readonly contact: Contact;
  readonly tone: Tone;
  /** The newest pack meant for it; `behind`: it has not said that it keeps that one. */
  readonly newest: number | null;
  readonly behind: boolean;
  readonly needsAttention: boolean;
};

export function stateOfTill(till: ManagedTill, packs: readonly PublishedPack[], nowMs: number): TillState {
  const contact = contactOf(till, nowMs);
  const newest = newestFor(till, packs);
  const behind = till.enrolled && newest !== null && (till.stagedPack ?? 0) < newest;
  const tone = till.quarantine > 0 ? 'bad' : contactTones[contact];
  return { contact, tone, newest, behind, needsAttention: tone === 'warn' || tone === 'bad' || behind };
}
