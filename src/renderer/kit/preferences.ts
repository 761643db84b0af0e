import { type Language, languageSchema } from '../../contracts/local-text.ts';

const LANGUAGE_KEY = 'kopilka.language';

/** The language the cashier chose on this machine, or null where nobody chose yet. */
export function savedLanguage(storage: Pick<Storage, 'getItem'>): Language | null {
  const parsed = languageSchema.safeParse(storage.getItem(LANGUAGE_KEY));
  return parsed.success ? parsed.data : null;
}

export function saveLanguage(storage: Pick<Storage, 'setItem'>, language: Language): void {
  storage.setItem(LANGUAGE_KEY, language);
}
