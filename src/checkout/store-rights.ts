import { err, ok, type Result } from '../shared/result.ts';
import type { CheckoutPorts, SaleReader } from './ports.ts';
import { saleMember, saleTimeMs, wholeAllowanceOf } from './sale-member.ts';
import { shareOf } from './store-share.ts';

export type StoreRightsRequest = {
  readonly transferId: string;
  readonly peer: string;
  readonly member: string;
  readonly wallet: string;
  readonly points: number;
};

export type StoreRights = {
  /** By wallet: rights over a member's points that the other tills of the store may hold. */
  readonly elsewhere: (memberId: string) => Record<string, number>;
  /** Gives another till of the store what is free here, durably; the same transfer always gets the same answer. */
  readonly give: (request: StoreRightsRequest) => Result<number, 'transfer-reused'>;
};

export function createStoreRights(ports: CheckoutPorts): StoreRights {
  const { store } = ports;
  return {
    elsewhere(memberId) {
      const missing: Record<string, number> = {};
      const place = ports.storePlace?.() ?? null;
      if (place === null || place.tills < 2) return missing;
      for (const [wallet, points] of Object.entries(wholesOf(ports, store, memberId))) {
        const here = shareOf(place, points, store.rights(memberId, wallet));
        if (here < points) missing[wallet] = points - here;
      }
      return missing;
    },
    give(request) {
      const { member, wallet } = request;
      const given = store.transaction((writer) =>
        writer.giveRights({ ...request, atMs: Math.round(ports.clock.wallMs()) }, () =>
          freeOf(ports, writer, member, wallet),
        ),
      );
      return given === null ? err('transfer-reused') : ok(given);
    },
  };
}

/** Points by wallet that all tills of the store together may take of a member while the hub is away. */
function wholesOf(ports: CheckoutPorts, reader: SaleReader, memberId: string): Record<string, number> {
  const known = reader.member(memberId);
  if (known === null) return {};
  const nowMs = saleTimeMs(ports);
  return wholeAllowanceOf(ports, saleMember(ports, known, nowMs, {}), nowMs);
}

/** What this till neither took, nor holds, nor has promised to a customer who is paying right now. */
function freeOf(ports: CheckoutPorts, reader: SaleReader, memberId: string, wallet: string): number {
  const place = ports.storePlace?.() ?? null;
  if (place === null) return 0;
  const points = wholesOf(ports, reader, memberId)[wallet] ?? 0;
  const taken = reader.allowanceTaken(memberId)[wallet] ?? 0;
  const held = reader.heldPoints(memberId, null)[wallet] ?? 0;
  return (
    shareOf(place, points, reader.rights(memberId, wallet)) -
    taken -
    held -
    asked(ports, reader, memberId, wallet)
  );
}

/** A cart that was quoted within this time is still being paid; an older one must hold its points to keep them. */
const payingMs = 3 * 60_000;

function asked(ports: CheckoutPorts, reader: SaleReader, memberId: string, wallet: string): number {
  const sinceMs = ports.clock.wallMs() - payingMs;
  let points = 0;
  for (const receipt of reader.openReceipts()) {
    if (receipt.memberId !== memberId || receipt.hold !== null || receipt.updatedMs < sinceMs) continue;
    const { redeem } = receipt.quote;
    if (redeem?.wallet === wallet) points += redeem.points;
  }
  return points;
}
