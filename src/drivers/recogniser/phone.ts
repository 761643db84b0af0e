import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

const phoneCharacters = /^\+?[\d\s().\-\u00a0]{10,24}$/;

/**
 * A phone number as E.164 (`+79161234567`), or null where the text is no possible number.
 * Russian habits are understood without a plus: `8 916 …`, `7916…` and `916…`.
 */
export function normalisePhone(text: string): string | null {
  const trimmed = text.trim();
  if (!phoneCharacters.test(trimmed)) return null;
  const digits = trimmed.replace(/\D/g, '');
  const international = internationalForm(trimmed.startsWith('+'), digits);
  if (international === null) return null;
  const parsed = parsePhoneNumberFromString(international);
  return parsed?.isValid() === true ? parsed.number : null;
}

function internationalForm(hasPlus: boolean, digits: string): string | null {
  if (hasPlus) return `+${digits}`;
  if (digits.length === 11 && (digits.startsWith('8') || digits.startsWith('7')))
    return `+7${digits.slice(1)}`;
  if (digits.length === 10) return `+7${digits}`;
  return null;
}
