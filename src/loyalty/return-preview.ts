import type { Program } from '../contracts/program.ts';
import { ok, type Result } from '../shared/result.ts';
import { type Requote, requoteReturn } from './requote.ts';
import type { BookedPurchase } from './rest-program.ts';
import { type LineQuantity, type ReturnRefusal, type ReturnShare, shareOfReturn } from './returns.ts';

/** Both ways to settle a return; null when the rest cannot be quoted as the purchase was. */
export type ReturnPreview = { readonly share: ReturnShare; readonly requote: Requote | null };

/** Previews a return under both policies. Earlier returns, taken together, are settled by the same policy. */
export function previewReturn(
  program: Program,
  purchase: BookedPurchase,
  before: readonly LineQuantity[],
  now: readonly LineQuantity[],
): Result<ReturnPreview, ReturnRefusal> {
  const share = shareOfReturn(purchase, before, now);
  if (!share.ok) return share;
  if (before.length === 0) {
    const requote = requoteReturn(program, purchase, { lines: [], given: [] }, now);
    return requote.ok ? ok({ share: share.value, requote: requote.value }) : requote;
  }
  const earlier = requoteReturn(program, purchase, { lines: [], given: [] }, together(before));
  if (!earlier.ok) return earlier;
  if (earlier.value === null) return ok({ share: share.value, requote: null });
  const { totals, pointsBack, stamps, lost } = earlier.value;
  const given = [
    { netMinor: totals.net, pointsBack, earned: totals.earned, stamps: [...stamps], used: [...lost] },
  ];
  const requote = requoteReturn(program, purchase, { lines: before, given }, now);
  return requote.ok ? ok({ share: share.value, requote: requote.value }) : requote;
}

/** Quantities of lines, each line once. */
function together(quantities: readonly LineQuantity[]): LineQuantity[] {
  const sums = new Map<string, number>();
  for (const { id, quantity } of quantities) {
    sums.set(id, Math.round(((sums.get(id) ?? 0) + quantity) * 1000) / 1000);
  }
  return [...sums].map(([id, quantity]) => ({ id, quantity }));
}
