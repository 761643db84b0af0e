import type { Language } from '../contracts/local-text.ts';

/** The text in the language, else in Russian, English or any language it has. */
export const inLanguage = (text: Readonly<Record<string, string>>, language: Language): string =>
  text[language] ?? text.ru ?? text.en ?? Object.values(text)[0] ?? '';
