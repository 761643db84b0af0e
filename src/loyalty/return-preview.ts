import type { Member } from '../contracts/member.ts';
import type { Quote } from '../contracts/quote.ts';
import type { QuoteContext } from '../contracts/quote-context.ts';
import type { Receipt, ReceiptLine } from '../contracts/receipt.ts';
import { fromThousandths, toThousandths } from '../shared/quantity.ts';
import { ok, type Result } from '../shared/result.ts';
import { multiplyDivide } from '../shared/rounding.ts';
import type { CompiledProgram } from './program/compiled.ts';
import { quote } from './quote.ts';
import {
  type LineQuantity,
  type Purchase,
  type ReturnRefusal,
  type ReturnShare,
  shareOfReturn,
} from './returns.ts';

/** The goods that stay, quoted as if only they had been bought. */
export type Requote = {
  readonly quote: Quote | null;
  /** Money to give back so that what stays costs its own price: may be less than the share. */
  readonly net: number;
  /** Points to take back by wallet, counted the same way; never below zero. */
  readonly earned: Readonly<Record<string, number>>;
  /** Promotions the rest no longer reaches. */
  readonly lost: readonly string[];
};

/** Both ways to settle a return: the exact share (what the product does), and the rest quoted again. */
export type ReturnPreview = { readonly share: ReturnShare; readonly requote: Requote };

/** What stays of a line, or nothing. A line amount given by the caller shrinks with its quantity. */
function keptOf(line: ReceiptLine, returned: number): ReceiptLine[] {
  const all = toThousandths(line.quantity);
  const kept = all - returned;
  if (kept === 0) return [];
  const amount = line.amount == null ? line.amount : multiplyDivide(line.amount, kept, all, 'half-up');
  return [{ ...line, quantity: fromThousandths(kept), ...(amount == null ? {} : { amount }) }];
}

function sumReturned(quantities: readonly LineQuantity[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { id, quantity } of quantities) sums.set(id, (sums.get(id) ?? 0) + toThousandths(quantity));
  return sums;
}

type Situation = {
  readonly program: CompiledProgram;
  /** Member and context as they were when the purchase was quoted. */
  readonly member: Member | null;
  readonly context: QuoteContext;
};

function quoteRest(
  situation: Situation,
  receipt: Receipt,
  returned: ReadonlyMap<string, number>,
): Quote | null {
  const lines = receipt.lines.flatMap((line) => keptOf(line, returned.get(line.id) ?? 0));
  if (lines.length === 0) return null;
  return quote(situation.program, situation.member, { ...receipt, lines }, situation.context);
}

/** Net and points of a rest; nothing when all is returned. */
const worthOf = (rest: Quote | null, wallet: string): number => rest?.totals.earned[wallet] ?? 0;

/**
 * Previews a return under both policies, so that a cashier sees when the rest no longer reaches a threshold. Earlier
 * returns are taken as settled by the same policy.
 */
export function previewReturn(
  situation: Situation,
  purchase: Purchase,
  before: readonly LineQuantity[],
  now: readonly LineQuantity[],
): Result<ReturnPreview, ReturnRefusal> {
  const share = shareOfReturn(purchase, before, now);
  if (!share.ok) return share;
  const earlier =
    before.length === 0 ? purchase.quote : quoteRest(situation, purchase.receipt, sumReturned(before));
  const rest = quoteRest(situation, purchase.receipt, sumReturned([...before, ...now]));
  const stays = new Set(rest?.applied.map(({ promotion }) => promotion) ?? []);
  const earned = Object.keys(purchase.quote.totals.earned).map((wallet): [string, number] => [
    wallet,
    Math.max(0, worthOf(earlier, wallet) - worthOf(rest, wallet)),
  ]);
  return ok({
    share: share.value,
    requote: {
      quote: rest,
      // A rest that costs more alone than it did with the returned goods leaves nothing to give back.
      net: Math.max(0, (earlier?.totals.net ?? 0) - (rest?.totals.net ?? 0)),
      earned: Object.fromEntries(earned),
      lost: purchase.quote.applied.map(({ promotion }) => promotion).filter((id) => !stays.has(id)),
    },
  });
}
