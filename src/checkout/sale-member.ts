import type { Lot } from '../contracts/ledger.ts';
import type { Member } from '../contracts/member.ts';
import { usualCountry } from '../contracts/phone.ts';
import type { MemberRecord } from '../contracts/sync.ts';
import { ladder } from '../contracts/till-status.ts';
import { balancesOf, type WalletBalance } from '../loyalty/ledger/balances.ts';
import { instantFromMs } from '../loyalty/ledger/instant.ts';
import { clubsOn, usesNow } from '../loyalty/ledger/member-now.ts';
import { type AllowanceInput, offlineAllowance, wholeAllowance } from './allowance.ts';
import { estimateHubTime } from './hub-time.ts';
import type { CheckoutPorts, KnownMember } from './ports.ts';
import { shareOf } from './store-share.ts';

/** A member as this sale sees one: balances now, and what may be spent here. */
export type SaleMember = {
  readonly record: MemberRecord;
  readonly lots: readonly Lot[];
  readonly balances: Readonly<Record<string, WalletBalance>>;
  /** Most points by wallet this till may take; null: all that is spendable. */
  readonly allowance: Readonly<Record<string, number>> | null;
  /** Points by wallet that other open receipts keep for themselves. */
  readonly held: Readonly<Record<string, number>>;
  /** The chain's country. */
  readonly phoneCountry: string;
  /** Hub time for which the balances are known. */
  readonly knownAtMs: number;
};

/** The chain's country: how people there write their phones. */
export const phoneCountryOf = ({ store }: CheckoutPorts): string =>
  store.config.get()?.phoneCountry ?? usualCountry;

/** Stamps as a card shows them: one that returns took below empty is empty. */
export const stampsOf = (record: MemberRecord): Record<string, number> =>
  Object.fromEntries(Object.entries(record.stamps).map(([card, count]) => [card, Math.max(0, count)]));

export const lotsOf = (record: MemberRecord): Lot[] =>
  record.lots.map((lot) => ({ ...lot, memberId: record.id }));

/** The member as the store knew it. `asOfMs` of the sale counts the stream too. */
export const knownOf = ({ record, knownAtMs }: SaleMember): KnownMember => ({ record, asOfMs: knownAtMs });

export function saleMember(
  ports: CheckoutPorts,
  known: KnownMember,
  nowMs: number,
  held: Readonly<Record<string, number>>,
): SaleMember {
  const { record } = known;
  const lots = lotsOf(record);
  const balances = balancesOf(lots, nowMs);
  // A member whom nobody changed is as fresh as the stream that would have told.
  const knownAtMs = Math.max(known.asOfMs, ports.store.sync.completeAtMs('members') ?? 0);
  return {
    record,
    lots,
    balances,
    held,
    phoneCountry: phoneCountryOf(ports),
    knownAtMs,
    allowance: lessHeld(allowanceOf(ports, record, balances, knownAtMs, nowMs), held),
  };
}

/** What an allowance leaves beside the points that other receipts hold. */
const lessHeld = (
  allowance: Readonly<Record<string, number>> | null,
  held: Readonly<Record<string, number>>,
): Record<string, number> | null =>
  allowance === null
    ? null
    : Object.fromEntries(
        Object.entries(allowance).map(([wallet, points]) => [
          wallet,
          Math.max(0, points - (held[wallet] ?? 0)),
        ]),
      );

function allowanceOf(
  ports: CheckoutPorts,
  record: MemberRecord,
  balances: Readonly<Record<string, WalletBalance>>,
  balanceAtMs: number,
  nowMs: number,
): Record<string, number> | null {
  const { spend } = ladder[ports.mode()];
  const { id: memberId } = record;
  const config = ports.store.config.get();
  const onLeases = usesLeases(ports);
  if (spend === 'all' && !onLeases) return null;
  const isStopped = ports.isStopped?.(memberId) === true;
  if (spend === 'none' || config === null || (isStopped && spend !== 'all')) return ofEach(balances, () => 0);
  const leased = onLeases ? ports.leases?.left(memberId) : null;
  if (leased != null)
    return ofEach(balances, (wallet, { spendable }) => Math.min(leased[wallet] ?? 0, spendable));
  // The hub would have to say so, and has not been asked.
  if (isStopped) return ofEach(balances, () => 0);
  const place = ports.storePlace?.() ?? null;
  return offlineAllowance({
    ...allowanceInput(ports, record, { rules: config.offline, balances, balanceAtMs, nowMs }),
    // Alone in its store a till need not ask what was passed on.
    ...(place === null
      ? {}
      : { shareOf: (wallet, points) => shareOf(place, points, ports.store.rights(memberId, wallet)) }),
  });
}

/** Whether the chain lets a till spend only what the hub has set aside for it, or its allowance. */
export const usesLeases = ({ store, leases }: CheckoutPorts): boolean =>
  leases !== undefined && store.config.get()?.offline.leases !== undefined;

const ofEach = (
  balances: Readonly<Record<string, WalletBalance>>,
  points: (wallet: string, balance: WalletBalance) => number,
): Record<string, number> =>
  Object.fromEntries(Object.entries(balances).map(([wallet, balance]) => [wallet, points(wallet, balance)]));

function allowanceInput(
  ports: CheckoutPorts,
  { id: memberId, leased = {} }: MemberRecord,
  known: Pick<AllowanceInput, 'rules' | 'balances' | 'balanceAtMs' | 'nowMs'>,
): AllowanceInput {
  const { store } = ports;
  return {
    ...known,
    leased,
    contactAtMs: store.sync.lastContact()?.hubTimeMs ?? null,
    unsettled: store.unsettledSpend(memberId),
    taken: store.allowanceTaken(memberId),
    takenByUnit: store.allowanceTaken(null),
  };
}

/** Points by wallet that all tills of the store together may take of a member while the hub is away. */
export function wholeAllowanceOf(
  ports: CheckoutPorts,
  { record, balances, knownAtMs: balanceAtMs }: SaleMember,
  nowMs: number,
): Record<string, number> {
  const config = ports.store.config.get();
  if (config === null) return {};
  return wholeAllowance(
    allowanceInput(ports, record, { rules: config.offline, balances, balanceAtMs, nowMs }),
  );
}

/** The member in the engine's words. */
export function engineMember(member: SaleMember, nowMs: number): Member {
  const { record, balances, held } = member;
  return {
    id: record.id,
    ...(record.kind === undefined ? {} : { kind: record.kind }),
    tier: record.tier,
    spend: record.spendMinor,
    purchases: record.purchases,
    joinedAt: record.joinedAt,
    birthday: record.birthday,
    segments: record.segments,
    clubs: clubsOn(record, instantFromMs(Math.floor(nowMs)).slice(0, 10)),
    ...(record.clubsUntil === undefined ? {} : { clubsUntil: record.clubsUntil }),
    choices: record.choices,
    stamps: stampsOf(record),
    wallets: Object.fromEntries(
      Object.entries(balances).map(([wallet, { balance, expiringSoon }]) => [
        wallet,
        { spendable: balance - (held[wallet] ?? 0), expiringSoon },
      ]),
    ),
    used: usesNow(record, nowMs),
    firstName: record.firstName,
  };
}

/** Hub time as well as the till knows it. */
export const saleTimeMs = (ports: CheckoutPorts): number =>
  estimateHubTime(ports.store.sync.lastContact(), ports.clock).ms;
