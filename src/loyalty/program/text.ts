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

/** One language of a text: words around its first value, and what follows when it has more of them. */
type Wording = {
  readonly locale: string;
  readonly before: string;
  readonly slot: number;
  readonly after: string;
  readonly more: readonly Part[] | null;
};

/** A text taken apart once, so that filling it needs no search. */
export type CompiledText = {
  readonly plain: LocalText | null;
  readonly wordings: readonly Wording[];
  /** Are its languages Russian and English, in this order? Most texts' are: they are written in one go. */
  readonly isUsual: boolean;
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

function wordingOf(text: string, locale: string): Wording {
  const parts = takeApart(text, locale);
  const first = parts.findIndex(({ slot }) => slot !== NO_SLOT);
  if (first < 0) return { locale, before: text, slot: NO_SLOT, after: '', more: null };
  const wordsOf = (some: readonly Part[]): string => some.map((part) => part.text).join('');
  const next = parts.findIndex(({ slot }, i) => i > first && slot !== NO_SLOT);
  return {
    locale,
    before: wordsOf(parts.slice(0, first)),
    slot: parts[first]?.slot ?? NO_SLOT,
    after: wordsOf(parts.slice(first + 1, next < 0 ? parts.length : next)),
    more: next < 0 ? null : parts.slice(next),
  };
}

export function compileText(text: LocalText): CompiledText {
  const wordings = Object.entries(text).map(([locale, words]) => wordingOf(words, locale));
  return {
    plain: wordings.every(({ slot }) => slot === NO_SLOT) ? text : null,
    wordings,
    isUsual: wordings.map(({ locale }) => locale).join() === 'ru,en',
  };
}

/** Without a name "Здравствуйте, !" reads "Здравствуйте!". */
const closeGap = (text: string): string =>
  text
    .replace(/[\s,]+(?=[!?.,;:])/g, '')
    .replace(/\s{2,}/g, ' ')
    .trim();

function fillWording({ before, slot, after, more }: Wording, write: (slot: number) => string): string {
  if (slot === NO_SLOT) return before;
  const value = write(slot);
  let gap = value === '';
  let words = after === '' ? before + value : before + value + after;
  if (more !== null) {
    for (const part of more) {
      const next = part.slot === NO_SLOT ? part.text : write(part.slot);
      if (next === '') gap = true;
      words += next;
    }
  }
  return gap ? closeGap(words) : words;
}

/** The text in every language with its placeholders filled; `write` gives the value of a slot. */
export function fillText(text: CompiledText, write: (slot: number) => string): LocalText {
  const { plain, wordings, isUsual } = text;
  if (plain !== null) return { ...plain };
  if (isUsual) {
    return { ru: fillWording(wordings[0] as Wording, write), en: fillWording(wordings[1] as Wording, write) };
  }
  const filled: LocalText = {};
  for (let i = 0; i < wordings.length; i += 1) {
    const wording = wordings[i] as Wording;
    filled[wording.locale] = fillWording(wording, write);
  }
  return filled;
}
