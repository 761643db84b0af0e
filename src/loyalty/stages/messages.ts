import type { Quote } from '../../contracts/quote.ts';
import { formatMoney } from '../../shared/money.ts';
import { formatPoints } from '../../shared/points.ts';
import * as fromVerdict from '../cart/verdict.ts';
import type { PromotionText } from '../program/compiled.ts';
import type { Placeholder } from '../program/text.ts';
import * as fromText from '../program/text.ts';
import { spendableOf } from './redeem.ts';
import type { Run } from './run.ts';

// Read once, not at each use: see docs/decisions/0171-fast-quotes.md.
const { APPLIED } = fromVerdict;
const { fillText, slotAt } = fromText;

type Message = Quote['messages'][number];

/** Values of placeholders in one quote. */
function createValues(run: Run, totals: Quote['totals'], tier: Quote['tier']) {
  const { member } = run.facts;
  const { wallets, program } = run.program;
  const nameOf = (id: string | null | undefined, locale: string): string => {
    const found = program.tiers.find((entry) => entry.id === id);
    return found?.name[locale] ?? Object.values(found?.name ?? {})[0] ?? '';
  };
  const amountOf = (placeholder: Placeholder, position: number, locale: string): string => {
    const wallet = wallets[position];
    if (wallet === undefined || member === null) return '';
    const earned = totals.earned[wallet.id] ?? 0;
    const own = Object.hasOwn(member.wallets, wallet.id) ? member.wallets[wallet.id] : undefined;
    if (placeholder === 'points.earned') return formatPoints(earned, wallet.scale, locale);
    if (placeholder === 'points.expiringSoon') {
      return formatPoints(own?.expiringSoon ?? 0, wallet.scale, locale);
    }
    // What can be spent after this receipt: points that wait for activation do not count yet.
    const spent = run.redemption?.wallet === position ? run.redemption.points : 0;
    const active = wallet.activateAfterDays === 0 ? earned : 0;
    return formatPoints(spendableOf(run, position) - spent + active, wallet.scale, locale);
  };
  return (placeholder: Placeholder, wallet: number, locale: string): string => {
    switch (placeholder) {
      case 'member.firstName':
        return member?.firstName ?? '';
      case 'amount.saved':
        return formatMoney(totals.discount, program.currency, locale);
      case 'tier.name':
        return nameOf(tier?.reached ?? tier?.id, locale);
      case 'tier.nextGap':
        if (tier?.next == null) return '';
        return program.tierRule?.by === 'purchases'
          ? String(tier.next.gap)
          : formatMoney(tier.next.gap, program.currency, locale);
      default:
        return amountOf(placeholder, wallet, locale);
    }
  };
}

/** Texts of the promotions that applied, for slip, cashier and customer screen. */
export function messagesOf(run: Run, totals: Quote['totals'], tier: Quote['tier']): Message[] {
  const messages: Message[] = [];
  const { speaks } = run.turns;
  if (speaks.count === 0) return messages;
  const { sourceIds, texts } = run.program;
  const values = createValues(run, totals, tier);
  // Values already written in this quote, by wallet and slot: many texts name the same few.
  const written: string[][] = run.program.wallets.map(() => []);
  if (written.length === 0) written.push([]);
  let wallet = 0;
  const write = (slot: number): string => {
    const list = written[wallet] ?? [];
    const known = list[slot];
    if (known !== undefined) return known;
    const { placeholder, locale } = slotAt(slot);
    const value = values(placeholder, wallet, locale);
    list[slot] = value;
    return value;
  };
  for (let i = 0; i < speaks.count; i += 1) {
    const order = speaks.orders[i] as number;
    if (run.outcomes.verdict[order] !== APPLIED) continue;
    const promotion = sourceIds[order] as string;
    for (const one of texts[order] as readonly PromotionText[]) {
      wallet = one.wallet;
      messages.push({ promotion, where: one.where, text: fillText(one.text, write) });
    }
  }
  return messages;
}
