import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';

// Hub and tills index members by a hash of the phone: both must read the same number out of what was typed.

/** Where a hub has not said which country its chain is in. */
export const usualCountry = 'RU';

/** No letters: what people type in the same field may be the number of a card. */
const phoneCharacters = /^\+?[\d\s().\-/\u00a0]{5,32}$/;

const regionOf = (country: string): CountryCode | undefined =>
  isSupportedCountry(country) ? country : undefined;

/**
 * A phone number as E.164 (`+79161234567`), or null where the text is no possible number. `country`: ISO 3166, of the
 * chain; numbers without a plus are read as people there write them, such as `8 916 …` in Russia and `8 029 …` in Belarus.
 */
export function readPhone(text: string, country: string): string | null {
  const trimmed = text.trim();
  if (!phoneCharacters.test(trimmed)) return null;
  const parsed = parsePhoneNumberFromString(trimmed, regionOf(country));
  return parsed?.isValid() === true ? parsed.number : null;
}

/** `+7` of `RU`; of no country the plus alone. */
export function callingCode(country: string): string {
  const region = regionOf(country);
  return `+${region === undefined ? '' : getCountryCallingCode(region)}`;
}

/** `+375` of `+375291234567`. */
export const callingCodeOf = (e164: string): string =>
  `+${parsePhoneNumberFromString(e164)?.countryCallingCode ?? ''}`;
