import { createHmac } from 'node:crypto';
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js';

/** E.164 of a typed number, or null when no country has such a number. */
export function normalizePhone(typed: string, country: string): string | null {
  const region: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(typed, region);
  return parsed?.isValid() === true ? parsed.number : null;
}

/** `+7` of `RU`; of no country the plus alone. */
export const callingCode = (country: string): string =>
  `+${isSupportedCountry(country) ? getCountryCallingCode(country) : ''}`;

/** HMAC-SHA-256 of the E.164 text under the chain's phone key, lower-case hex. */
export const hashPhone = (phone: string, phoneKey: Buffer): string =>
  createHmac('sha256', phoneKey).update(phone, 'utf8').digest('hex');
