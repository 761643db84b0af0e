import { type Refusal, refusal } from '../contracts/refusal.ts';
import type { MemberRecord } from '../contracts/sync.ts';
import { audit } from './audit.ts';
import { type Stop, stopOfSale } from './fraud-rules.ts';
import type { CheckoutPorts, SaleReader } from './ports.ts';

const hourMs = 3_600_000;
/** Told stops kept in memory, so that a cart quoted twenty times is one line in the log. */
const mostRemembered = 1000;

export type GuardedSale = {
  readonly purchaseId: string;
  readonly cashier: string | null;
  readonly member: MemberRecord | null;
};

export type SaleGuard = {
  /** Why the sale may not go on, told once in the audit log; null when it may, or a manager let it through. */
  readonly refuse: (reader: SaleReader, sale: GuardedSale) => Refusal | null;
  /** The same without a word and whoever let it through: for a sale that has happened already. */
  readonly stopOf: (reader: SaleReader, sale: GuardedSale) => Stop | null;
};

/** Holds up sales by the chain's rules against fraud at the till. */
export function createSaleGuard(ports: CheckoutPorts): SaleGuard {
  const told = new Set<string>();
  const stopOf: SaleGuard['stopOf'] = (reader, { member, cashier }) =>
    member === null
      ? null
      : stopOfSale({
          config: ports.store.config.get(),
          cashier,
          member,
          receiptsInHour: () => reader.purchasesSince(member.id, ports.clock.wallMs() - hourMs),
        });
  return {
    stopOf,
    refuse(reader, sale) {
      const stop = stopOf(reader, sale);
      if (stop === null || sale.member === null) return null;
      if (stop.may === 'with-pin' && reader.isApproved(sale.purchaseId, sale.member.id)) return null;
      const key = JSON.stringify([stop.rule, sale.purchaseId, sale.member.id]);
      if (!told.has(key)) {
        if (told.size >= mostRemembered) told.clear();
        told.add(key);
        audit(ports, {
          rule: stop.rule,
          outcome: stop.may === 'never' ? 'refused' : 'asked',
          member: sale.member.id,
          cashier: sale.cashier,
          subject: sale.purchaseId,
        });
      }
      return refusalOf(stop, sale);
    },
  };
}

function refusalOf({ rule, may }: Stop, { purchaseId }: GuardedSale): Refusal {
  if (may === 'never') return refusal('own-card', `The card of purchase ${purchaseId} is the cashier's own.`);
  const why =
    rule === 'own-card' ? "the card is the cashier's own" : 'the card was used often within the last hour';
  const detail = `Purchase ${purchaseId} needs POST /v1/receipts/{purchaseId}/approve: ${why}.`;
  return refusal('manager-pin-needed', detail);
}
