import type { PackManifest } from '../contracts/pack.ts';
import type { HubContact } from './ports.ts';

const hourMs = 3_600_000;

/** Until when the whole program may be used without a word of the hub, in hub time; null: for ever. */
export const leaseEndMs = (
  { leaseHours }: Pick<PackManifest, 'leaseHours'>,
  contact: HubContact | null,
): number | null =>
  leaseHours === undefined || contact === null ? null : contact.hubTimeMs + leaseHours * hourMs;

/** The till has been alone for longer than the pack was lent to it. */
export function isLeaseOver(
  manifest: Pick<PackManifest, 'leaseHours'>,
  contact: HubContact | null,
  nowMs: number,
): boolean {
  const endMs = leaseEndMs(manifest, contact);
  return endMs !== null && nowMs > endMs;
}
