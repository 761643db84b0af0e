import type { Language } from '../../../../contracts/local-text.ts';
import { type Member, memberSchema } from '../../../../contracts/member.ts';
import type { Program } from '../../../../contracts/program.ts';
import type { Quote } from '../../../../contracts/quote.ts';
import { quoteContextSchema } from '../../../../contracts/quote-context.ts';
import { type Receipt, receiptSchema } from '../../../../contracts/receipt.ts';
import { type Explanation, explainQuote } from '../../../../loyalty/explain.ts';
import { compileProgram } from '../../../../loyalty/program/compile.ts';
import { quote } from '../../../../loyalty/quote.ts';
import { parseScaled } from '../../../kit/money.ts';
import type { TriedLine } from './sample-cart.ts';

/** Who buys, in the preview. */
export type TriedBuyer = {
  /** Without a card. */
  readonly guest: boolean;
  readonly tier: string | null;
  /** Whole points of the first wallet that pays. */
  readonly points: string;
  readonly redeem: boolean;
};
export type Tried = { readonly quote: Quote; readonly words: Explanation; readonly receipt: Receipt };

const thousandths = (typed: string): number => parseScaled(typed, 3) ?? 0;

/** The receipt of the typed lines; those without goods, price or quantity are left out. */
function receiptOf(lines: readonly TriedLine[], at: string, store: string, redeem: Receipt['redeem']) {
  return receiptSchema.safeParse({
    ...{ purchaseId: 'preview', at, store, till: 'preview', redeem },
    lines: lines
      .map(({ key, sku, category, price, quantity }) => ({
        id: String(key),
        sku: sku.trim(),
        name: sku.trim(),
        category: category.trim(),
        price: parseScaled(price, 2) ?? 0,
        quantity: thousandths(quantity) / 1000,
      }))
      .filter((line) => line.sku !== '' && line.quantity > 0),
  });
}

function memberOf(program: Program, { guest, tier, points }: TriedBuyer): Member | null {
  if (guest) return null;
  const wallet = program.wallets.find(({ redeem }) => redeem !== null);
  const spendable = wallet === undefined ? 0 : (parseScaled(points, wallet.scale) ?? 0);
  return memberSchema.parse({
    id: 'preview',
    tier: program.tiers.some(({ id }) => id === tier) ? tier : (program.tiers[0]?.id ?? null),
    wallets: wallet === undefined ? {} : { [wallet.id]: { spendable } },
  });
}

/** A cart priced as a till would price it, with the reasons in words; null while the cart is not a receipt. */
export function tryProgram(
  program: Program,
  lines: readonly TriedLine[],
  buyer: TriedBuyer,
  { at, store, language }: { readonly at: string; readonly store: string; readonly language: Language },
): Tried | null {
  const wallet = program.wallets.find(({ redeem }) => redeem !== null);
  const pays = buyer.redeem && !buyer.guest && wallet !== undefined;
  const receipt = receiptOf(lines, at, store, pays ? { wallet: wallet.id, max: true } : null);
  if (!receipt.success || receipt.data.lines.length === 0) return null;
  const compiled = compileProgram(program, 0);
  const member = memberOf(program, buyer);
  const context = quoteContextSchema.parse({});
  const made = quote(compiled, member, receipt.data, context);
  const quoted = { program: compiled, member, receipt: receipt.data, context, quote: made };
  return { quote: made, words: explainQuote(quoted, language), receipt: receipt.data };
}
