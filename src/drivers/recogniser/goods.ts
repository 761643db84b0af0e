import { hasValidEanCheckDigit } from './check-digits.ts';

export type GoodsJudgement = 'goods' | 'bad-check-digit' | 'not-goods';

/** Digits of EAN-8, UPC-A, EAN-13 and GTIN-14. */
export const retailLengths: ReadonlySet<number> = new Set([8, 12, 13, 14]);

/** Whether a number that begins so is a shop's own (GS1: restricted circulation), which no maker of goods has. */
export function isInStoreNumber(prefix: string, length: number): boolean {
  switch (length) {
    case 8:
      return /^[02]/.test(prefix);
    case 12:
      return /^[24]/.test(prefix);
    case 13:
      return /^(2|0[24])/.test(prefix);
    default:
      return false;
  }
}

/** EAN, UPC, GS1 DataBar and ITF-14, by AIM identifier; GS1 data structures by their flag character. */
const retailAim = /^(E[0-4]|e\d|I1)$/;
const gs1Aim = /^(C1|d2|Q3|J1|e0)$/;

/** Whether the reader itself says that it saw a retail bar code, which no bank card carries. */
export const isRetailBarcode = (aim: string | null): boolean => aim !== null && retailAim.test(aim);

const groupSeparator = '\u001d';

/** Whether a code is something on a shelf: a retail number with its check digit, or GS1 data that starts with one. */
export function judgeGoods(text: string, aim: string | null): GoodsJudgement {
  const data = text.startsWith(groupSeparator) ? text.slice(1) : text;
  // (01) and fourteen digits: every marked good in Russia starts so, followed by a serial number.
  if (/^01\d{14}/.test(data) && data.length > 14 && hasValidEanCheckDigit(data.slice(2, 16))) return 'goods';
  if (aim !== null && gs1Aim.test(aim)) return 'goods';
  if (/^\d+$/.test(text) && retailLengths.has(text.length)) {
    if (hasValidEanCheckDigit(text)) return 'goods';
    return isRetailBarcode(aim) ? 'bad-check-digit' : 'not-goods';
  }
  return 'not-goods';
}
