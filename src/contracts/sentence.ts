import type { Language } from './local-text.ts';

/** What a person is told, whole in every language of the product. */
export type Sentence = Readonly<Record<Language, string>>;

/** A number of things: `[one, few, many]` in Russian, `[one, many]` in English; `1,5 штуки` takes the second. */
export function counted(count: number, language: Language, forms: readonly string[]): string {
  const [one = '', few = one, many = few] = forms;
  if (language === 'en') return count === 1 ? one : few;
  if (!Number.isInteger(count)) return few;
  const tens = Math.abs(count) % 100;
  const ones = tens % 10;
  if (tens >= 11 && tens <= 14) return many;
  return ones === 1 ? one : ones >= 2 && ones <= 4 ? few : many;
}
