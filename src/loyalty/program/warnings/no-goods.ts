import type { Sentence } from '../../../contracts/sentence.ts';
import { matchesNothing } from '../goods-sets.ts';
import { issueAt, type ProgramIssue } from '../issue.ts';
import { goodsOf } from '../overlap.ts';
import { placedWithout, type WarningRule } from './promotion-warning.ts';

const hint = {
  en: 'An empty list matches nothing: name goods, or leave the key out for all goods.',
  ru: 'Пустому списку не подходит ничто: назовите товары или уберите ключ, чтобы подходили все.',
};

const reasons = {
  stamps: {
    en: 'No goods match, so nobody ever gets a stamp.',
    ru: 'Таких товаров не бывает: штампов никто не получит.',
  },
  effect: { en: 'No goods match, so it takes nothing off.', ru: 'Таких товаров не бывает: скидки не будет.' },
  points: { en: 'No goods match, so it earns nothing.', ru: 'Таких товаров не бывает: баллов не будет.' },
  paying: {
    en: 'No goods match, so these points never pay.',
    ru: 'Таких товаров не бывает: этими баллами никогда не заплатить.',
  },
} satisfies Readonly<Record<string, Sentence>>;

/** Stamp cards, rewards, chosen categories and wallets about goods that are none. Promotions are told as never applying. */
export const warnNoGoods: WarningRule = (program, never) => {
  const report: ProgramIssue[] = [];
  const tell = (isEmpty: boolean, path: string, message: Sentence): void => {
    if (isEmpty) report.push(issueAt('does-nothing', path, message, hint));
  };
  const stamped = new Set(
    placedWithout(program, never).flatMap(({ promotion }) =>
      promotion.then.flatMap((effect) => (effect.type === 'stamp' ? [effect.card] : [])),
    ),
  );
  program.stampCards.forEach(({ id, of }, i) => {
    // A card that a promotion stamps does not look at its own goods.
    tell(matchesNothing(of) && !stamped.has(id), `stampCards[${i}].of`, reasons.stamps);
  });
  for (const kind of ['rewards', 'stampCards'] as const) {
    program[kind].forEach(({ then }, i) => {
      tell(goodsOf(then).some(matchesNothing), `${kind}[${i}].then`, reasons.effect);
    });
  }
  program.choices.forEach(({ options }, i) => {
    options.forEach(({ of }, j) => {
      tell(matchesNothing(of), `choices[${i}].options[${j}].of`, reasons.points);
    });
  });
  program.wallets.forEach(({ redeem }, i) => {
    tell(redeem != null && matchesNothing(redeem.of), `wallets[${i}].redeem.of`, reasons.paying);
  });
  return report;
};
