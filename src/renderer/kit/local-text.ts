import type { Language } from '../../contracts/local-text.ts';

/** A text of the program in the window's language, else in Russian, else in whatever language it has. */
export function textIn(
  text: Readonly<Record<string, string>> | undefined,
  language: Language,
): string | null {
  if (text === undefined) return null;
  return text[language] ?? text.ru ?? Object.values(text)[0] ?? null;
}
