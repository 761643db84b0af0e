import type { Language } from '../../contracts/local-text.ts';
import type { Program } from '../../contracts/program.ts';
import type { LocalText } from '../../contracts/scalars.ts';
import { counted } from '../../contracts/sentence.ts';
import { formatMoney } from '../../shared/money.ts';
import { formatPoints } from '../../shared/points.ts';

/** How the things of a program document are said to a person in one language. */
export type Terms = {
  readonly language: Language;
  readonly say: (ru: string, en: string) => string;
  readonly money: (amountMinor: number) => string;
  readonly number: (value: number) => string;
  readonly percent: (value: number) => string;
  /** `forms`: one, few, many in Russian; one, many in English. */
  readonly count: (value: number, ru: readonly string[], en: readonly string[]) => string;
  readonly points: (wallet: string, points: number) => string;
  readonly tier: (id: string) => string;
  readonly stampCard: (id: string) => string;
  readonly club: (id: string) => string;
};

type Named = { readonly id: string; readonly name?: LocalText | null | undefined };

/** A text of the program in this language, else in any it has. */
export const textOf = (text: LocalText, language: Language): string =>
  text[language] ?? text.ru ?? Object.values(text)[0] ?? '';

export const nameOf = ({ id, name }: Named, language: Language): string =>
  name == null ? id : textOf(name, language);

export function termsOf(program: Program, language: Language): Terms {
  const ru = language === 'ru';
  const say = (russian: string, english: string): string => (ru ? russian : english);
  const number = (value: number): string => (ru ? String(value).replace('.', ',') : String(value));
  const quoted = (list: readonly Named[], id: string): string => {
    const found = list.find((one) => one.id === id);
    const name = found === undefined ? id : nameOf(found, language);
    return say(`«${name}»`, `"${name}"`);
  };
  return {
    language,
    say,
    number,
    money: (amountMinor) => formatMoney(amountMinor, program.currency, language),
    percent: (value) => say(`${number(value)} %`, `${number(value)}%`),
    count: (value, russian, english) =>
      `${number(value)} ${counted(value, language, ru ? russian : english)}`,
    points: (wallet, points) => {
      const found = program.wallets.find(({ id }) => id === wallet);
      const much = formatPoints(points, found?.scale ?? 0, language);
      return `${much} (${found === undefined ? wallet : textOf(found.name, language)})`;
    },
    tier: (id) => quoted(program.tiers, id),
    stampCard: (id) => quoted(program.stampCards, id),
    club: (id) => quoted(program.clubs, id),
  };
}
