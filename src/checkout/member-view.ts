import type { MemberView } from '../contracts/member-view.ts';
import { callingCode } from '../contracts/phone.ts';
import type { Program, Tier } from '../contracts/program.ts';
import type { MemberRecord } from '../contracts/sync.ts';
import { EMPTY_BALANCE } from '../loyalty/ledger/balances.ts';
import { instantFromMs } from '../loyalty/ledger/instant.ts';
import { maskCard, maskPhone } from './masks.ts';
import { type SaleMember, stampsOf } from './sale-member.ts';

/** What a register or a window may see. Without a program yet there are no wallets or tiers to name. */
export function memberView(member: SaleMember, program: Program | null, provisional: boolean): MemberView {
  const { record, phoneCountry } = member;
  const card = record.cards[0];
  const tier = program?.tiers.find((one) => one.id === record.tier) ?? null;
  return {
    id: record.id,
    ...(record.kind === 'gift' ? { kind: record.kind } : {}),
    firstName: record.firstName,
    phoneMasked: record.phoneLast4 === null ? null : maskPhone(record.phoneLast4, callingCode(phoneCountry)),
    cardMasked: card === undefined ? null : maskCard(card),
    tier: tier === null ? null : { id: tier.id, name: tier.name },
    nextTier: program === null || record.kind === 'gift' ? null : nextTier(record, tier, program),
    wallets: program === null ? [] : walletViews(member, program),
    stamps: stampsOf(record),
    // Day and month are enough to congratulate.
    birthday: record.birthday === null ? null : `--${record.birthday.slice(-5)}`,
    asOf: instantFromMs(member.knownAtMs),
    provisional,
  };
}

function walletViews(member: SaleMember, program: Program): MemberView['wallets'] {
  // A gift card is no account of a person: it shows the wallets of gift cards alone.
  const wallets = program.wallets.filter(({ gift }) => member.record.kind !== 'gift' || gift === true);
  return wallets.map((wallet) => {
    const balance = member.balances[wallet.id] ?? EMPTY_BALANCE;
    const free = Math.max(0, balance.spendable - (member.held[wallet.id] ?? 0));
    const most = member.allowance === null ? free : (member.allowance[wallet.id] ?? 0);
    return {
      id: wallet.id,
      name: wallet.name,
      scale: wallet.scale,
      valueMinor: wallet.value,
      balance: balance.balance,
      spendable: wallet.redeem === null ? 0 : Math.min(most, free),
      pending: balance.pending,
      expiringSoon: balance.expiringSoon,
    };
  });
}

function nextTier(record: MemberRecord, current: Tier | null, program: Program): MemberView['nextTier'] {
  const rule = program.tierRule;
  if (rule === null || rule === undefined) return null;
  const reached = rule.by === 'spend' ? record.spendMinor : record.purchases;
  const above = program.tiers
    .filter((tier) => tier.from > (current?.from ?? -1) && tier.from > reached)
    .sort((one, other) => one.from - other.from)[0];
  return above === undefined ? null : { id: above.id, name: above.name, missing: above.from - reached };
}
