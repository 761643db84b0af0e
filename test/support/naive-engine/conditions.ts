import type { Promotion } from '../../../src/contracts/promotion.ts';
import { type Asked, isGiftWallet, personOf } from './asked.ts';
import { tierOf } from './tier.ts';
import { dayOf, daysBetween, isNearBirthday } from './when.ts';

// Who may have a promotion, and which codes are good.

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

type Range = { readonly min?: number | null | undefined; readonly max?: number | null | undefined };

const within = (value: number, { min, max }: Range): boolean =>
  value >= (min ?? value) && value <= (max ?? value);

const isAmong = (wanted: readonly string[] | undefined, has: readonly string[] = []): boolean =>
  wanted === undefined || wanted.some((one) => has.includes(one));

function asksMember({ when, limit }: Promotion): boolean {
  const { tiers, segments, clubs, birthday, memberForDays, purchases } = when;
  return (
    when.audience === 'members' ||
    [tiers, segments, clubs, birthday, memberForDays, purchases, limit?.perMember].some((one) => one != null)
  );
}

/** What the member lacks, in the order in which it is said; null when all holds. */
function lacking({ when }: Promotion, asked: Asked): string | null {
  const person = personOf(asked);
  const today = dayOf(asked);
  const { birthday, memberForDays, purchases } = when;
  const own = tierOf(asked)?.id;
  if (!isAmong(when.tiers, own === undefined ? [] : [own])) return 'tier';
  if (!isAmong(when.segments, person?.segments)) return 'segment';
  if (!isAmong(when.clubs, person?.clubs)) return 'club';
  if (birthday != null) {
    const { before, after } = birthday;
    if (person?.birthday == null || !isNearBirthday(person.birthday, today, before, after)) return 'birthday';
  }
  if (memberForDays != null) {
    const days = person?.joinedAt == null ? null : Math.max(0, daysBetween(person.joinedAt, today));
    if (days === null || !within(days, memberForDays)) return 'tenure';
  }
  return within(person?.purchases ?? 0, purchases ?? {}) ? null : 'purchases';
}

/** Why the promotion is not for this payer or receipt; null when it is. */
export function refusalOf(promotion: Promotion, asked: Asked): string | null {
  const { id, when, limit, then } = promotion;
  const person = personOf(asked);
  const onlyCounts = then.every(({ type }) => type === 'points' || type === 'stamp');
  const onlyLoads = then.every((effect) => effect.type === 'points' && isGiftWallet(asked, effect.wallet));
  if (asksMember(promotion) || (onlyCounts && !onlyLoads)) {
    if (person === null) return 'not-a-member';
  } else if (onlyLoads && asked.payer === null) return 'not-a-member';
  if (when.audience === 'guests' && person !== null) return 'not-a-guest';
  const lacks = lacking(promotion, asked);
  if (lacks !== null) return lacks;
  if (when.coupon != null && codeFor(promotion, asked) === null) return 'coupon';
  const uses = [
    [person?.used[id] ?? 0, limit?.perMember],
    [asked.context.promotionUses[id] ?? 0, limit?.total],
  ] as const;
  return uses.some(([used, most]) => most != null && used >= most) ? 'limit' : null;
}
