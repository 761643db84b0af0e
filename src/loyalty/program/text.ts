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

type Part = { readonly text: string; readonly slot: number };

/** One value of a quote: a placeholder in a language. */
export type Slot = { readonly placeholder: Placeholder; readonly locale: string };

/** Slots of all texts ever compiled, by number: few placeholders times few languages. */
const slots: Slot[] = [];
const NO_SLOT = -1;

function slotOf(placeholder: Placeholder, locale: string): number {
  const known = slots.findIndex((slot) => slot.placeholder === placeholder && slot.locale === locale);
  return known >= 0 ? known : slots.push({ placeholder, locale }) - 1;
}

export const slotAt = (slot: number): Slot => slots[slot] as Slot;

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

function takeApart(text: string, locale: string): Part[] {
  const pieces = text.split(/(\{[^{}]*\})/).filter((piece) => piece !== '');
  return pieces.map((piece) => {
    const name = piece.slice(1, -1);
    return piece.startsWith('{') && isPlaceholder(name)
      ? { text: piece, slot: slotOf(name, locale) }
      : { text: piece, slot: NO_SLOT };
  });
}

export function compileText(text: LocalText): CompiledText {
  const locales = Object.entries(text).map(([locale, words]) => [locale, takeApart(words, locale)] as const);
  const isPlain = locales.every(([, parts]) => parts.every((part) => part.slot === NO_SLOT));
  return { plain: isPlain ? text : null, locales };
}

/** Without a name "Здравствуйте, !" reads "Здравствуйте!". */
const closeGap = (text: string): string =>
  text
    .replace(/[\s,]+(?=[!?.,;:])/g, '')
    .replace(/\s{2,}/g, ' ')
    .trim();

/** The text in every language with its placeholders filled; `write` gives the value of a slot. */
export function fillText(compiled: CompiledText, write: (slot: number) => string): LocalText {
  if (compiled.plain !== null) return { ...compiled.plain };
  const filled: LocalText = {};
  for (const [locale, parts] of compiled.locales) {
    let gap = false;
    let words = '';
    for (const { text, slot } of parts) {
      const value = slot === NO_SLOT ? text : write(slot);
      if (value === '' && slot !== NO_SLOT) gap = true;
      words += value;
    }
    filled[locale] = gap ? closeGap(words) : words;
  }
  return filled;
}
