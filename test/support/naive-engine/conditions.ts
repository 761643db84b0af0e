import type { Member } from '../../../src/contracts/member.ts';
import type { Program } from '../../../src/contracts/program.ts';
import type { Promotion } from '../../../src/contracts/promotion.ts';
import type { QuoteContext } from '../../../src/contracts/quote-context.ts';
import type { Receipt } from '../../../src/contracts/receipt.ts';

// Who may have a promotion, and which codes are good. Receipts of these tests are written in the program's time zone, so
// that their first ten characters are the day there.

/** Everything a quote is made of. */
export type Asked = {
  readonly program: Program;
  /** Who pays: a member, a gift card or nobody. */
  readonly payer: Member | null;
  readonly receipt: Receipt;
  readonly context: QuoteContext;
};

/** A gift card is nobody's membership. */
export const personOf = ({ payer }: Asked): Member | null => (payer?.kind === 'gift' ? null : payer);

export const isGiftWallet = ({ program }: Asked, wallet: string): boolean =>
  program.wallets.some(({ id, gift }) => id === wallet && gift === true);

/** May this payer get points of a wallet? A gift card is loaded and gets nothing else. */
export const mayEarn = (asked: Asked, wallet: string): boolean =>
  personOf(asked) !== null || (asked.payer !== null && isGiftWallet(asked, wallet));

export const dayOf = ({ receipt }: Asked): string => receipt.at.slice(0, 10);

const same = (a: string, b: string): boolean => a.toUpperCase() === b.toUpperCase();

/** A given code: `good`, or why not; and its series. */
export type Judged = { readonly code: string; readonly state: string; readonly series: string | null };

function judge(asked: Asked, code: string): Judged {
  const { program, context } = asked;
  const entry = Object.entries(context.coupons).find(([known]) => same(known, code))?.[1];
  if (entry === undefined) {
    const isNamed = program.promotions.some(
      ({ when }) => typeof when.coupon === 'string' && same(when.coupon, code),
    );
    return { code, state: isNamed ? 'good' : 'unknown', series: null };
  }
  const { state, series, validUntil } =
    typeof entry === 'string' ? { state: entry, series: null, validUntil: null } : entry;
  const issued = program.promotions.flatMap(({ then }) =>
    then.flatMap((effect) => (effect.type === 'coupon' ? [effect.series] : [])),
  );
  const known = [...program.couponSeries.map(({ id }) => id), ...issued];
  const bySpelling = known.find((id) => code.toUpperCase().startsWith(`${id.toUpperCase()}-`));
  const isOver = validUntil != null && validUntil < dayOf(asked);
  return {
    code,
    state: state !== 'valid' ? state : isOver ? 'expired' : 'good',
    series: series ?? bySpelling ?? null,
  };
}

/** Each given code once, whatever its letter case. */
export const judgedCodes = (asked: Asked): Judged[] =>
  asked.receipt.coupons
    .filter((code, i, all) => all.findIndex((other) => same(other, code)) === i)
    .map((code) => judge(asked, code));

/** The code that a promotion uses. */
export function codeFor({ when }: Promotion, asked: Asked): string | null {
  const { coupon } = when;
  if (coupon == null) return null;
  const good = judgedCodes(asked).filter(({ state }) => state === 'good');
  const found = good.find(({ code, series }) =>
    typeof coupon === 'string' ? same(code, coupon) : series === coupon.series,
  );
  return found?.code ?? null;
}

/** Why the promotion is not for this payer or receipt; null when it is. */
export function refusalOf(promotion: Promotion, asked: Asked): string | null {
  const { id, when, limit, then } = promotion;
  const person = personOf(asked);
  const asksMember =
    when.audience === 'members' ||
    when.segments !== undefined ||
    when.clubs !== undefined ||
    when.purchases != null ||
    limit?.perMember != null;
  const onlyEarns = then.every(({ type }) => type === 'points');
  const onlyLoads = then.every((effect) => effect.type === 'points' && isGiftWallet(asked, effect.wallet));
  if (asksMember || (onlyEarns && !onlyLoads)) {
    if (person === null) return 'not-a-member';
  } else if (onlyLoads && asked.payer === null) return 'not-a-member';
  if (when.audience === 'guests' && person !== null) return 'not-a-guest';
  const isIn = (wanted: readonly string[] | undefined, has: readonly string[] = []): boolean =>
    wanted === undefined || wanted.some((one) => has.includes(one));
  if (!isIn(when.segments, person?.segments)) return 'segment';
  if (!isIn(when.clubs, person?.clubs)) return 'club';
  const { min, max } = when.purchases ?? {};
  const bought = person?.purchases ?? 0;
  if (bought < (min ?? 0) || bought > (max ?? bought)) return 'purchases';
  if (when.coupon != null && codeFor(promotion, asked) === null) return 'coupon';
  const uses = [
    [person?.used[id] ?? 0, limit?.perMember],
    [asked.context.promotionUses[id] ?? 0, limit?.total],
  ] as const;
  return uses.some(([used, most]) => most != null && used >= most) ? 'limit' : null;
}
