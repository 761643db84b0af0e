/** GS1 check digit: weights 3 and 1 from the right, the whole sum divisible by 10 (GS1 General Specifications 7.9). */
export function hasValidEanCheckDigit(digits: string): boolean {
  if (!/^\d{2,18}$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 0x30;
    sum += index % 2 === 0 ? digit : digit * 3;
  }
  return sum % 10 === 0;
}

/** Luhn check digit (ISO/IEC 7812-1, annex B): every second digit from the right doubled, digits summed. */
export function hasValidLuhnCheckDigit(digits: string): boolean {
  if (!/^\d{2,40}$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 0x30;
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

export const checkDigits = ['none', 'ean', 'luhn'] as const;
export type CheckDigit = (typeof checkDigits)[number];

/** Whether digits end in the right check digit of their scheme; of `none` all do. */
export function checkDigitHolds(digits: string, scheme: CheckDigit): boolean {
  switch (scheme) {
    case 'none':
      return true;
    case 'ean':
      return hasValidEanCheckDigit(digits);
    case 'luhn':
      return hasValidLuhnCheckDigit(digits);
  }
}
