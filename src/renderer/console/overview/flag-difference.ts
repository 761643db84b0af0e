import type { ReceiptFlag } from '../../../contracts/receipt-flag.ts';

/** Places of a quote that hold money in minor units. */
const moneyPlace = /(?:^|\.)(?:net|gross|amount|discount|paidWithPoints|rounding)$/;

/** Whether a flag is about money, and how much more (or less, below zero) the hub makes of it. Minor units. */
export function differenceOf({ path, booked, again }: Pick<ReceiptFlag, 'path' | 'booked' | 'again'>): {
  readonly isMoney: boolean;
  readonly byMinor: number | null;
} {
  const whole = [booked, again].every((text) => /^-?\d{1,15}$/.test(text));
  if (!whole || !moneyPlace.test(path)) return { isMoney: false, byMinor: null };
  return { isMoney: true, byMinor: Number(again) - Number(booked) };
}
