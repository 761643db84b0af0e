import type { Promotion } from '../contracts/promotion.ts';
import type { Quote } from '../contracts/quote.ts';
import type { Receipt } from '../contracts/receipt.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import type { Seen } from '../contracts/seen.ts';
import { instantFromMs } from '../loyalty/ledger/instant.ts';
import { usesThatCount } from '../loyalty/ledger/promotion-uses.ts';
import { offersFor, personalOffersFor } from '../loyalty/offers.ts';
import { compileProgram } from '../loyalty/program/compile.ts';
import type { CompiledProgram } from '../loyalty/program/compiled.ts';
import { safePart } from '../loyalty/program/safe-part.ts';
import { usesUnderCaps, withTillCaps } from '../loyalty/program/till-caps.ts';
import { quote } from '../loyalty/quote.ts';
import { momentOf } from '../loyalty/stages/facts.ts';
import { formatDay } from '../loyalty/time/calendar.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { couponContext } from './coupons.ts';
import { isLeaseOver } from './pack-lease.ts';
import type { CheckoutPorts, KnownPack, SaleReader } from './ports.ts';
import { engineMember, type SaleMember, saleMember } from './sale-member.ts';
import { seenOf } from './seen.ts';

/** Compiled packs kept at hand: the active one, the one before for receipts begun with it, and one to spare. */
const compiledPacksKept = 3;

export type Priced = {
  readonly quote: Quote;
  readonly pack: KnownPack;
  readonly member: SaleMember | null;
  /** What the quote rested on. */
  readonly seen: Seen;
};

export type Pricing = {
  /** The day at an instant in the program's time zone, `YYYY-MM-DD`. */
  dayOf(pack: KnownPack, atMs: number): string;
  /** Promotions for members that this one meets at this till and instant. */
  offers(pack: KnownPack, member: SaleMember, atMs: number): Promotion[];
  /** Those of them that not every member gets. */
  personalOffers(pack: KnownPack, member: SaleMember, atMs: number): Promotion[];
  /** The pack in force now. */
  activePack(nowMs: number): Result<KnownPack, Refusal>;
  /** The member, or why this one cannot buy as a member. Null for a guest. `purchaseId`: whose own hold does not count. */
  member(
    reader: SaleReader,
    memberId: string | null,
    nowMs: number,
    purchaseId: string | null,
  ): Result<SaleMember | null, Refusal>;
  /** What the receipt costs with a given pack, or with the active one. */
  price(
    receipt: Receipt,
    member: SaleMember | null,
    packNumber: number | null,
    nowMs: number,
  ): Result<Priced, Refusal>;
};

/** Programs of packs, whole or their safe part, compiled once. */
function keepCompiled(): (pack: KnownPack, safe?: boolean) => CompiledProgram {
  const compiled = new Map<string, CompiledProgram>();
  return (pack, safe = false) => {
    const { number, tillCaps = {} } = pack.manifest;
    const key = safe ? `${number} safe` : `${number}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const part = safe ? safePart(pack.program, tillCaps) : pack.program;
    const made = compileProgram(withTillCaps(part, tillCaps), number);
    compiled.set(key, made);
    const oldest = [...compiled.keys()][0];
    if (compiled.size > compiledPacksKept && oldest !== undefined) compiled.delete(oldest);
    return made;
  };
}

/** `quote` of a receipt that is quoted again, as a confirm does: nothing that it rests on has changed, so neither has it. */
function keepQuotes(): typeof quote {
  type Kept = { readonly program: CompiledProgram; readonly restsOn: string; readonly made: Quote };
  const kept = new WeakMap<Receipt, Kept>();
  return (program, member, receipt, context) => {
    const restsOn = JSON.stringify([member, context]);
    const known = kept.get(receipt);
    if (known?.program === program && known.restsOn === restsOn) return known.made;
    const made = quote(program, member, receipt, context);
    kept.set(receipt, { program, restsOn, made });
    return made;
  };
}

/** Uses of limited promotions as a quote with this pack is told them. Of a pack without caps nothing is counted here. */
function usesFor(
  { store }: CheckoutPorts,
  { manifest, program }: KnownPack,
): Readonly<Record<string, number>> {
  const uses = usesThatCount(program, store.sync.promotionUses());
  const { tillCaps, number } = manifest;
  return tillCaps === undefined ? uses : usesUnderCaps(uses, tillCaps, store.packs.usesHere(number));
}

export function createPricing(ports: CheckoutPorts): Pricing {
  const compiledOf = keepCompiled();
  const quoteOnce = keepQuotes();
  const isSafeOnly = (pack: KnownPack, nowMs: number): boolean =>
    isLeaseOver(pack.manifest, ports.store.sync.lastContact(), nowMs);
  const activePack = (nowMs: number): Result<KnownPack, Refusal> => {
    const pack = ports.store.packs.activeAt(nowMs);
    return pack === null
      ? err(refusal('no-program', 'No program pack is active at this till yet.'))
      : ok(pack);
  };
  const offersBy =
    (find: typeof personalOffersFor) =>
    (pack: KnownPack, member: SaleMember, atMs: number): Promotion[] => {
      const identity = ports.store.identity.get();
      if (identity === null) return [];
      const { store, till } = identity;
      const at = instantFromMs(Math.floor(atMs));
      const promotionUses = usesFor(ports, pack);
      const context = {
        offline: false,
        allowance: null,
        explain: 'touching' as const,
        coupons: {},
        promotionUses,
      };
      return find(
        compiledOf(pack, isSafeOnly(pack, atMs)),
        engineMember(member, atMs),
        { at, store, till },
        context,
      );
    };
  return {
    activePack,
    offers: offersBy(offersFor),
    personalOffers: offersBy(personalOffersFor),
    dayOf: (pack, atMs) => formatDay(momentOf(compiledOf(pack), instantFromMs(Math.floor(atMs))).day),
    member(reader, memberId, nowMs, purchaseId) {
      if (memberId === null) return ok(null);
      const known = reader.member(memberId);
      if (known === null)
        return err(refusal('unknown-member', `Member ${memberId} is not known at this till.`));
      if (known.record.state === 'blocked') {
        return err(refusal('member-blocked', `Member ${memberId} is blocked.`));
      }
      return ok(saleMember(ports, known, nowMs, reader.heldPoints(memberId, purchaseId)));
    },
    price(receipt, member, packNumber, nowMs) {
      const kept = packNumber === null ? null : ports.store.packs.byNumber(packNumber);
      const pack = kept === null ? activePack(nowMs) : ok(kept);
      if (!pack.ok) return pack;
      const context = {
        offline: ports.mode() !== 'online',
        allowance: member?.allowance ?? null,
        explain: 'touching' as const,
        coupons: couponContext(ports.store, receipt.coupons, ports.mode()),
        promotionUses: usesFor(ports, pack.value),
      };
      const seen = member === null ? null : engineMember(member, nowMs);
      const safe = isSafeOnly(pack.value, nowMs);
      const made = quoteOnce(compiledOf(pack.value, safe), seen, receipt, context);
      return ok({ quote: made, pack: pack.value, member, seen: seenOf(seen, context, safe) });
    },
  };
}
