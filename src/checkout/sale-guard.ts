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

/** Why a sale may not go on. */
export type HeldUp = {
  readonly refusal: Refusal;
  /** Writes it into the audit log, once for a purchase and member; not to be called inside a transaction. */
  readonly tell: () => void;
};

export type SaleGuard = {
  /** Null when the sale may go on, or a manager let it through. */
  readonly holdUp: (reader: SaleReader, sale: GuardedSale) => HeldUp | null;
  /** The same, told at once. */
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
  const tellOnce = (rule: Stop['rule'], may: Stop['may'], sale: GuardedSale, memberId: string): void => {
    const key = JSON.stringify([rule, sale.purchaseId, memberId]);
    if (told.has(key)) return;
    if (told.size >= mostRemembered) told.clear();
    told.add(key);
    audit(ports, {
      rule,
      outcome: may === 'never' ? 'refused' : 'asked',
      member: memberId,
      cashier: sale.cashier,
      subject: sale.purchaseId,
    });
  };
  const holdUp: SaleGuard['holdUp'] = (reader, sale) => {
    const stop = stopOf(reader, sale);
    if (stop === null || sale.member === null) return null;
    const { id } = sale.member;
    if (stop.may === 'with-pin' && reader.isApproved(sale.purchaseId, id)) return null;
    return { refusal: refusalOf(stop, sale), tell: () => tellOnce(stop.rule, stop.may, sale, id) };
  };
  return {
    stopOf,
    holdUp,
    refuse(reader, sale) {
      const held = holdUp(reader, sale);
      held?.tell();
      return held?.refusal ?? null;
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
