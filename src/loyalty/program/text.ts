import type { LocalText } from '../../contracts/scalars.ts';

/** What a text may name in braces. */
export const placeholders = [
  'member.firstName',
  'points.balance',
  'points.earned',
  'points.expiringSoon',
  'tier.name',
  'tier.nextGap',
  'amount.saved',
] as const;
export type Placeholder = (typeof placeholders)[number];

type Part = { readonly text: string; readonly placeholder: Placeholder | null };

/** A text taken apart once, so that filling it needs no search. */
export type CompiledText = {
  readonly plain: LocalText | null;
  readonly locales: readonly (readonly [string, readonly Part[]])[];
};

const isPlaceholder = (name: string): name is Placeholder =>
  (placeholders as readonly string[]).includes(name);

/** Names in braces that no text may use. */
export const unknownPlaceholders = (text: string): string[] =>
  [...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '').filter((name) => !isPlaceholder(name));

function takeApart(text: string): Part[] {
  return text.split(/(\{[^{}]*\})/).map((piece) => {
    const name = piece.slice(1, -1);
    return piece.startsWith('{') && isPlaceholder(name)
      ? { text: piece, placeholder: name }
      : { text: piece, placeholder: null };
  });
}

export function compileText(text: LocalText): CompiledText {
  const locales = Object.entries(text).map(([locale, words]) => [locale, takeApart(words)] as const);
  const isPlain = locales.every(([, parts]) => parts.every((part) => part.placeholder === null));
  return { plain: isPlain ? text : null, locales };
}

/** Without a name "Здравствуйте, !" reads "Здравствуйте!". */
const closeGap = (text: string): string =>
  text
    .replace(/[\s,]+(?=[!?.,;:])/g, '')
    .replace(/\s{2,}/g, ' ')
    .trim();

/** The text in every language with its placeholders filled. */
export function fillText(
  compiled: CompiledText,
  write: (placeholder: Placeholder, locale: string) => string,
): LocalText {
  if (compiled.plain !== null) return compiled.plain;
  const filled: LocalText = {};
  for (const [locale, parts] of compiled.locales) {
    let gap = false;
    let words = '';
    for (const part of parts) {
      const value = part.placeholder === null ? part.text : write(part.placeholder, locale);
      if (value === '' && part.placeholder !== null) gap = true;
      words += value;
    }
    filled[locale] = gap ? closeGap(words) : words;
  }
  return filled;
}
