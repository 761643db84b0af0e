import type { LocalText } from '../../contracts/scalars.ts';
import { formatMoney } from '../../shared/money.ts';
import { formatPoints } from '../../shared/points.ts';
import type { CompiledProgram } from '../program/compiled.ts';
import type { ReasonLanguage } from '../reason-texts.ts';

/** A text of an explanation, in the language it is asked for. */
export type Both = Readonly<Record<ReasonLanguage, string>>;

/** How the things of a program are called in one language. */
export type Words = {
  readonly program: CompiledProgram;
  readonly language: ReasonLanguage;
  readonly nameOf: (source: string) => string;
  readonly say: (text: Both) => string;
  readonly money: (amountMinor: number) => string;
};

/** What the engine's own discounts are called. */
export const ownNames: Readonly<Record<string, Both>> = {
  tier: { ru: 'скидка уровня', en: 'tier discount' },
  rounding: { ru: 'округление', en: 'rounding' },
};

export const inLanguage = (text: LocalText, language: ReasonLanguage): string =>
  text[language] ?? Object.values(text)[0] ?? '';

type Named = { readonly id: string; readonly name?: LocalText | null | undefined };

/** Names of a program's discounts by id, made once: a program has thousands, a receipt a few. */
const nameTables = new WeakMap<CompiledProgram, ReadonlyMap<string, Named>>();

function namesOf(program: CompiledProgram): ReadonlyMap<string, Named> {
  const made = nameTables.get(program);
  if (made !== undefined) return made;
  const { promotions, rewards, stampCards, clubs } = program.program;
  const names = new Map<string, Named>(
    [...clubs, ...promotions, ...rewards, ...stampCards].map((entry) => [entry.id, entry]),
  );
  nameTables.set(program, names);
  return names;
}

export function createWords(program: CompiledProgram, language: ReasonLanguage): Words {
  const names = namesOf(program);
  return {
    program,
    language,
    nameOf: (source) => {
      const name = ownNames[source] ?? names.get(source)?.name;
      return name == null ? source : inLanguage(name, language);
    },
    say: (text) => text[language],
    money: (amountMinor) => formatMoney(amountMinor, program.program.currency, language),
  };
}

/** Names in quotation marks, one after the other. */
export const nameList = ({ language }: Words, names: readonly string[]): string =>
  names.map((name) => (language === 'ru' ? `«${name}»` : `"${name}"`)).join(', ');

/** What a tier is called; the id of one the program does not have. */
export function tierName({ program, language }: Words, id: string): string {
  const found = program.program.tiers.find((one) => one.id === id);
  return found === undefined ? id : inLanguage(found.name, language);
}

/** "баллы: +7" for every wallet that got something. */
export const pointsTexts = (words: Words, earned: Readonly<Record<string, number>>): string[] =>
  words.program.wallets.flatMap(({ id, name, scale }) => {
    const points = earned[id] ?? 0;
    if (points === 0) return [];
    return [`${inLanguage(name, words.language)}: +${formatPoints(points, scale, words.language)}`];
  });

/** A date as people write it: `19.12.2026` in Russian, `2026-12-19` in English. */
export const dateText = ({ language }: Words, date: string): string =>
  language === 'en' ? date : date.split('-').reverse().join('.');
