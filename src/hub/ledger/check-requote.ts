import type { RequotedReturn } from '../../contracts/requoted-return.ts';
import type { ReturnBody } from '../../contracts/sync.ts';
import type { BookedPurchase } from '../store/records.ts';

// A return whose rest was quoted anew at a till. The quote of the rest is the till's word, as a price is; what the hub
// holds fast is that all returns together give back no more than the purchase had taken, and all of it in the end.

type Sums = Readonly<Record<string, number>>;

/** What is left of a sum by wallet or card after earlier returns. */
const leftOf = (whole: Sums, given: readonly Sums[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(whole).map(([key, value]) => [
      key,
      value - given.reduce((sum, one) => sum + (one[key] ?? 0), 0),
    ]),
  );

/** Is each part within what is left, and all of it when nothing stays? */
function isWithin(part: Sums, left: Sums, whole: boolean): boolean {
  const keys = [...new Set([...Object.keys(part), ...Object.keys(left)])];
  return keys.every((key) => {
    const [now, most] = [part[key] ?? 0, left[key] ?? 0];
    return now >= 0 && (whole ? now === most : now <= most);
  });
}

const stampsOf = (list: ReturnBody['stamps'], field: 'earned' | 'used'): Sums =>
  Object.fromEntries(list.map((stamp) => [stamp.card, stamp[field]]));

function spentBy({ quote }: BookedPurchase['body']): Sums {
  const spent: Record<string, number> = {};
  if (quote.redeem !== null) spent[quote.redeem.wallet] = quote.redeem.points;
  for (const { wallet, cost } of quote.rewards) spent[wallet] = (spent[wallet] ?? 0) + cost;
  return spent;
}

/** Null when the return fits the purchase and its earlier returns. `earned`: points it was to take. */
export function faultOfRequote(
  body: ReturnBody,
  earned: Sums,
  { body: { quote, ...rest } }: BookedPurchase,
  given: readonly RequotedReturn[],
): string | null {
  const { whole } = body;
  const paid = { net: quote.totals.net };
  const netLeft = leftOf(
    paid,
    given.map(({ netMinor }) => ({ net: netMinor })),
  );
  if (!isWithin({ net: body.netMinor }, netLeft, whole)) return `Of the net ${netLeft.net} is left.`;
  const back = leftOf(
    spentBy({ quote, ...rest }),
    given.map(({ pointsBack }) => pointsBack),
  );
  if (body.member !== null && !isWithin(body.pointsBack, back, whole))
    return 'The points put back are not those that are left.';
  const toTake = leftOf(
    quote.totals.earned,
    given.map((one) => one.earned),
  );
  if (!isWithin(earned, toTake, whole)) return 'The points to take are not those that are left.';
  for (const [wallet, points] of Object.entries(body.pointsTaken)) {
    if (points < 0 || points > (earned[wallet] ?? 0)) return `Wallet ${wallet} earned less than is taken.`;
  }
  for (const field of ['earned', 'used'] as const) {
    const left = leftOf(
      stampsOf(quote.stamps, field),
      given.map(({ stamps }) => stampsOf(stamps, field)),
    );
    if (!isWithin(stampsOf(body.stamps, field), left, whole))
      return 'The stamps are not those that are left.';
  }
  const used = new Set(given.flatMap((one) => one.used));
  const applied = new Set(quote.applied.map(({ promotion }) => promotion));
  if (new Set(body.used).size < body.used.length || body.used.some((id) => used.has(id) || !applied.has(id)))
    return 'Uses are undone that the purchase did not leave.';
  return null;
}
