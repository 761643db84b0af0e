import type { CouponState, IssuedCoupon, PurchaseCoupons, ReturnCoupons } from '../contracts/coupon.ts';
import type { IssuedCouponView, ReturnPreview } from '../contracts/pos-api.ts';
import type { Program } from '../contracts/program.ts';
import type { Quote } from '../contracts/quote.ts';
import type { QuoteContext } from '../contracts/quote-context.ts';
import type { LocalText } from '../contracts/scalars.ts';
import type { Mode } from '../contracts/till-status.ts';
import { ladder } from '../contracts/till-status.ts';
import { couponState, couponStateOn } from '../loyalty/ledger/coupons.ts';
import { COUPON_RANDOM_BYTES, couponCode, couponKey } from '../shared/coupon-code.ts';
import type { CheckoutPorts, SaleReader } from './ports.ts';

/**
 * What the till knows of the given codes. A till that has been alone for too long vouches for no coupon: it may have
 * been used anywhere since.
 */
export function couponContext(
  reader: Pick<SaleReader, 'coupon'>,
  codes: readonly string[],
  mode: Mode,
): QuoteContext['coupons'] {
  const known: QuoteContext['coupons'] = {};
  for (const code of codes) {
    const record = reader.coupon(code);
    if (record === null) continue;
    const state = couponState(record);
    const vouched = ladder[mode].spend !== 'none' || state !== 'valid';
    known[couponKey(code)] = {
      state: vouched ? state : 'unknown',
      // The last day is the engine's to judge: it has the receipt's moment and the program's time zone.
      series: record.series,
      validUntil: record.validUntil,
    };
  }
  return known;
}

/** Codes for the coupons a quote promises, and those of series that it used up; null where there are none. */
export function couponsOfSale(
  ports: Pick<CheckoutPorts, 'random'>,
  reader: Pick<SaleReader, 'coupon'>,
  quote: Quote,
): PurchaseCoupons | null {
  const taken = new Set<string>();
  const newCode = (series: string): string => {
    for (;;) {
      const code = couponCode(series, ports.random.bytes(COUPON_RANDOM_BYTES));
      if (taken.has(code) || reader.coupon(code) !== null) continue;
      taken.add(code);
      return code;
    }
  };
  const issued: IssuedCoupon[] = quote.coupons.map(({ series, promotion, validUntil }) => ({
    code: newCode(series),
    series,
    promotion,
    validUntil,
  }));
  const codes = [...new Set(quote.applied.flatMap(({ coupon }) => coupon ?? []))];
  const used = codes.flatMap((code) => {
    const record = reader.coupon(code);
    return record === null ? [] : [{ code: record.code, series: record.series }];
  });
  return issued.length + used.length === 0 ? null : { issued, used };
}

/** What a coupon of a series is for: the series' own name, else that of the promotion that takes it or makes it. */
export function couponName(program: Program, series: string, promotion: string | null): LocalText {
  const takes = program.promotions.find(
    ({ when }) => typeof when.coupon === 'object' && when.coupon !== null && when.coupon.series === series,
  );
  const name =
    program.couponSeries.find(({ id }) => id === series)?.name ??
    takes?.name ??
    program.promotions.find(({ id }) => id === promotion)?.name;
  return name ?? { ru: series, en: series };
}

export const issuedViews = (issued: readonly IssuedCoupon[], program: Program): IssuedCouponView[] =>
  issued.map(({ code, series, promotion, validUntil }) => ({
    code,
    series,
    name: couponName(program, series, promotion),
    validUntil,
  }));

/** What a return does to coupons; none where it touches none. */
export function couponFates(
  reader: Pick<SaleReader, 'coupon'>,
  undone: ReturnCoupons | undefined,
): ReturnPreview['coupons'] {
  if (undone === undefined) return [];
  return [
    ...undone.voided.map((code) => {
      const isUsed = (reader.coupon(code)?.uses.length ?? 0) > 0;
      return { code, fate: isUsed ? ('used-already' as const) : ('voided' as const) };
    }),
    ...undone.restored.map((code) => ({ code, fate: 'given-back' as const })),
  ];
}

/** A code that was read or typed, as far as this till knows it. */
export type SeenCoupon = {
  readonly code: string;
  readonly state: CouponState;
  readonly name: LocalText | null;
  readonly validUntil: string | null;
};

/** `today`: the day in the program's time zone. */
export function seeCoupon(
  reader: Pick<SaleReader, 'coupon'>,
  code: string,
  program: Program | null,
  today: string,
): SeenCoupon {
  const record = reader.coupon(code);
  const named = (program?.promotions ?? []).find(
    ({ when }) => typeof when.coupon === 'string' && couponKey(when.coupon) === couponKey(code),
  );
  // A code that a promotion names is good until that promotion says otherwise.
  if (record === null)
    return {
      code,
      state: named === undefined ? 'unknown' : 'valid',
      name: named?.name ?? null,
      validUntil: null,
    };
  const { series, promotion, validUntil } = record;
  return {
    code: record.code,
    state: couponStateOn(record, today),
    name: program === null ? null : couponName(program, series, promotion),
    validUntil,
  };
}
