import { hasValidEanCheckDigit } from './check-digits.ts';

export type GoodsJudgement =
  | { readonly kind: 'goods'; readonly code: string }
  | { readonly kind: 'bad-check-digit' | 'not-goods' };

const notGoods: GoodsJudgement = { kind: 'not-goods' };

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

/** GTIN, serial number, price and check code of a pack of cigarettes in Russia: the one mark without `01` in front. */
const tobaccoMark = /^\d{14}[\x21-\x7e]{15}$/;

/**
 * Whether a code is something on a shelf: a retail number with its check digit, or GS1 data or a mark that starts with
 * one. `code` is what shops know it by: UPC-E in full, an EAN-13 without the digits of its add-on.
 */
export function judgeGoods(text: string, aim: string | null): GoodsJudgement {
  const data = text.startsWith(groupSeparator) ? text.slice(1) : text;
  // (01) and fourteen digits: marked goods in Russia start so, followed by a serial number.
  const isElements = /^01\d{14}/.test(data) && data.length > 14 && hasValidEanCheckDigit(data.slice(2, 16));
  const isTobacco = tobaccoMark.test(text) && hasValidEanCheckDigit(text.slice(0, 14));
  if (isElements || isTobacco || (aim !== null && gs1Aim.test(aim))) return { kind: 'goods', code: text };
  const number = retailNumber(text, aim);
  if (number === null) return notGoods;
  if (hasValidEanCheckDigit(number)) return { kind: 'goods', code: number };
  return isRetailBarcode(aim) ? { kind: 'bad-check-digit' } : notGoods;
}

/** The number in a retail bar code as shops write it; null where the text has another length than all of them. */
function retailNumber(text: string, aim: string | null): string | null {
  if (!/^\d+$/.test(text)) return null;
  if (aim === 'E3' && (text.length === 15 || text.length === 18)) return text.slice(0, 13);
  // EAN-8 comes as E4: eight digits of E0 are UPC-E, which readers should have written in full.
  if (aim === 'E0' && /^[01]\d{7}$/.test(text)) return gtinOfUpcE(text);
  return retailLengths.has(text.length) ? text : null;
}

/** Thirteen digits of the eight of UPC-E (GS1 General Specifications, 5.2.2.4): its last digit but one says where zeros were left out. */
function gtinOfUpcE(text: string): string {
  const [system = '', digits = '', check = ''] = [text.slice(0, 1), text.slice(1, 7), text.slice(7)];
  const rule = digits.slice(5);
  const kept = rule <= '2' ? 2 : rule === '3' ? 3 : rule === '4' ? 4 : 5;
  const maker = digits.slice(0, kept) + (rule <= '2' ? rule : '');
  const item = kept === 5 ? rule : digits.slice(kept, 5);
  return `0${system}${maker}${'0'.repeat(10 - maker.length - item.length)}${item}${check}`;
}
