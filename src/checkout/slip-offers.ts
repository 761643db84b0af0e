import type { Language } from '../contracts/local-text.ts';
import type { Quote } from '../contracts/quote.ts';
import { slipWords } from '../receipts/slip-words.ts';
import { inLanguage } from './local.ts';
import type { KnownPack } from './ports.ts';
import type { Pricing } from './pricing.ts';
import type { SaleMember } from './sale-member.ts';
import { dateText } from './sale-slip.ts';

/** A slip is read in a moment: more than these nobody takes in. */
const mostOffers = 3;

type SaleOfMember = {
  readonly pack: KnownPack;
  /** After the sale: an offer that was good once is gone. */
  readonly member: SaleMember | null;
  readonly quote: Quote;
  readonly nowMs: number;
};

/** What this member, and not everybody, gets the next time: the names of the offers, without those that this sale used. */
export function slipOffers(pricing: Pricing, sale: SaleOfMember, language: Language): string[] {
  const { pack, member, quote, nowMs } = sale;
  if (member === null) return [];
  const used = new Set(quote.applied.map(({ promotion }) => promotion));
  return pricing
    .personalOffers(pack, member, nowMs)
    .filter(({ id, name }) => name != null && !used.has(id))
    .slice(0, mostOffers)
    .map(({ name, when }) => {
      const text = inLanguage(name ?? {}, language);
      return when.to == null ? text : slipWords[language].offerUntil(text, dateText(when.to.slice(0, 10)));
    });
}
