import type { MemberDetails } from '../contracts/member-details.ts';
import type { Program } from '../contracts/program.ts';
import { type Refusal, refusal } from '../contracts/refusal.ts';
import { couponStateOn } from '../loyalty/ledger/coupons.ts';
import { compareLots, lotState } from '../loyalty/ledger/lot-order.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { couponName } from './coupons.ts';
import { memberView } from './member-view.ts';
import type { CheckoutPorts, KnownPack } from './ports.ts';
import type { Pricing } from './pricing.ts';
import { type SaleMember, saleMember, saleTimeMs, stampsOf } from './sale-member.ts';

export type ShowMember = (memberId: string) => Result<MemberDetails, Refusal>;

/** A member with balances by lot, tier progress, offers, stamps and coupons. Books nothing. */
export function createMemberDetails(ports: CheckoutPorts, pricing: Pricing): ShowMember {
  return (memberId) => {
    const { store } = ports;
    const known = store.member(memberId);
    if (known === null)
      return err(refusal('unknown-member', `Member ${memberId} is not known at this till.`));
    const nowMs = saleTimeMs(ports);
    const member = saleMember(ports, known, nowMs, store.heldPoints(memberId, null));
    const active = pricing.activePack(nowMs);
    const pack = active.ok ? active.value : null;
    const program = pack?.program ?? null;
    return ok({
      ...memberView(member, program, ports.mode() !== 'online'),
      lots: lotViews(member, nowMs),
      tierProgress: tierProgress(member, program),
      stampCards: stampCards(member, program),
      offers: pack === null ? [] : offers(pricing, pack, member, nowMs),
      coupons: pack === null ? [] : coupons(ports, pricing, pack, { memberId, nowMs }),
    });
  };
}

const lotViews = ({ lots }: SaleMember, nowMs: number): MemberDetails['lots'] =>
  lots
    .filter((lot) => lot.remaining !== 0 && lotState(lot, nowMs) !== 'expired')
    .toSorted(compareLots)
    .map((lot) => ({
      wallet: lot.wallet,
      points: lot.remaining,
      state: lot.remaining < 0 ? 'debt' : lotState(lot, nowMs) === 'pending' ? 'pending' : 'active',
      earnedAt: lot.earnedAt,
      activeAt: lot.activeAt,
      expiresAt: lot.expiresAt,
    }));

function tierProgress({ record }: SaleMember, program: Program | null): MemberDetails['tierProgress'] {
  const rule = program?.tierRule ?? null;
  if (rule === null || record.kind === 'gift') return null;
  const reached = rule.by === 'purchases' ? record.purchases : record.spendMinor;
  return { by: rule.by, reached, windowDays: rule.windowDays ?? null };
}

function stampCards({ record }: SaleMember, program: Program | null): MemberDetails['stampCards'] {
  const stamps = stampsOf(record);
  const cards = record.kind === 'gift' ? [] : (program?.stampCards ?? []);
  return cards.map(({ id, name, target }) => ({
    id,
    name: name ?? { ru: id, en: id },
    count: stamps[id] ?? 0,
    target,
  }));
}

const offers = (
  pricing: Pricing,
  pack: KnownPack,
  member: SaleMember,
  nowMs: number,
): MemberDetails['offers'] =>
  pricing.offers(pack, member, nowMs).map(({ id, name, when }) => ({ id, name, until: when.to ?? null }));

function coupons(
  { store }: CheckoutPorts,
  pricing: Pricing,
  pack: KnownPack,
  { memberId, nowMs }: { readonly memberId: string; readonly nowMs: number },
): MemberDetails['coupons'] {
  const today = pricing.dayOf(pack, nowMs);
  const lastDay = (one: { readonly validUntil: string | null }): string => one.validUntil ?? '9999';
  return store
    .couponsOf(memberId)
    .map((record) => ({
      code: record.code,
      series: record.series,
      name: couponName(pack.program, record.series, record.promotion),
      validUntil: record.validUntil,
      state: couponStateOn(record, today),
    }))
    .filter(({ state }) => state === 'valid')
    .toSorted((one, other) => (lastDay(one) < lastDay(other) ? -1 : 1));
}
