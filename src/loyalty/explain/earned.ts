import type { Quote } from '../../contracts/quote.ts';
import { formatPoints } from '../../shared/points.ts';
import { inLanguage, nameList, tierName, type Words } from './words.ts';

type Earning = Quote['earnings'][number];

/** The option a member picked: `choice/option` in a quote. */
function optionName({ program, language }: Words, source: string): string {
  for (const choice of program.program.choices) {
    const option = choice.options.find(({ id }) => `${choice.id}/${id}` === source);
    if (option !== undefined) return option.name == null ? option.id : inLanguage(option.name, language);
  }
  return source;
}

function sourceName(words: Words, { source, id }: Pick<Earning, 'source' | 'id'>): string {
  if (source === 'promotion') return nameList(words, [words.nameOf(id)]);
  const name = nameList(words, [source === 'tier' ? tierName(words, id) : optionName(words, id)]);
  return source === 'tier'
    ? words.say({ ru: `уровень ${name}`, en: `the tier ${name}` })
    : words.say({ ru: `выбор ${name}`, en: `the choice ${name}` });
}

/** A promotion with several points effects is told once. */
function sumsBySource(words: Words, earnings: readonly Earning[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const earning of earnings) {
    const name = sourceName(words, earning);
    sums.set(name, (sums.get(name) ?? 0) + earning.points);
  }
  return sums;
}

/** "баллы: +128 (уровень «Золото» +118, «Двойные баллы» +10)" for every wallet that got something. */
export const earnedTexts = (words: Words, { earnings, totals }: Quote): string[] =>
  words.program.wallets.flatMap(({ id, name, scale }) => {
    const total = totals.earned[id] ?? 0;
    if (total === 0) return [];
    const show = (points: number): string => `+${formatPoints(points, scale, words.language)}`;
    const sums = sumsBySource(
      words,
      earnings.filter(({ wallet }) => wallet === id),
    );
    const parts = [...sums]
      .map(([source, points]) => (sums.size === 1 ? source : `${source} ${show(points)}`))
      .join(', ');
    const told = `${inLanguage(name, words.language)}: ${show(total)}`;
    return [parts === '' ? told : `${told} (${parts})`];
  });
