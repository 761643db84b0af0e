import type { Effect } from '../../../contracts/effects.ts';
import type { Program } from '../../../contracts/program.ts';
import type { Promotion } from '../../../contracts/promotion.ts';
import { issueAt, type ProgramIssue } from '../issue.ts';
import { percentSources } from './multipliers.ts';
import { type Cause, cause, placed, promotionPath, type WarningRule } from './promotion-warning.ts';

type PointsEffect = Extract<Effect, { type: 'points' }>;

const zero = (field: string): Cause =>
  cause(field, 'Nothing is given: it is zero.', 'Ничего не даёт: здесь ноль.');

/** Does any tier that the promotion is for earn in the wallet it multiplies? */
function hasTierPoints(program: Program, { when }: Promotion, wallet: string): boolean {
  const first = program.wallets[0]?.id;
  return program.tiers.some(
    (tier) =>
      tier.earnPercent > 0 &&
      (tier.wallet ?? first) === wallet &&
      (when.tiers === undefined || when.tiers.includes(tier.id)),
  );
}

function emptyPoints(program: Program, promotion: Promotion, effect: PointsEffect): Cause | null {
  for (const key of ['percent', 'fixed', 'perUnit'] as const) if (effect[key] === 0) return zero(`.${key}`);
  if (effect.per?.points === 0) return zero('.per.points');
  if (effect.multiply == null || hasTierPoints(program, promotion, effect.wallet)) return null;
  const others = percentSources(program).some(({ wallet }) => wallet === effect.wallet);
  return effect.scope === 'all' && others
    ? null
    : cause(
        '.multiply',
        'There is nothing to multiply: no tier earns in this wallet.',
        'Умножать нечего: ни один уровень не начисляет в этот кошелёк.',
      );
}

const dearest = (effect: Extract<Effect, { type: 'bundle' }>): number =>
  effect.items.reduce(
    (sum, { of, quantity }) => sum + (of.price?.max ?? Number.POSITIVE_INFINITY) * quantity,
    0,
  );

/** Why an effect that lowers prices never lowers one. */
function emptyDiscount(effect: Effect): Cause | null {
  switch (effect.type) {
    case 'percentOff':
      return effect.percent === 0 ? zero('.percent') : effect.maxAmount === 0 ? zero('.maxAmount') : null;
    case 'amountOff':
      return effect.amount === 0 ? zero('.amount') : null;
    case 'buyGet':
      return effect.get.percent === 0 ? zero('.get.percent') : null;
    case 'unitsOff':
      if (effect.percent === 0) return zero('.percent');
      return effect.amount === 0 ? zero('.amount') : effect.maxAmount === 0 ? zero('.maxAmount') : null;
    case 'ladder':
      return effect.steps.every(({ percent }) => percent === 0) ? zero('.steps') : null;
    case 'fixedPrice':
      return effect.price >= (effect.of.price?.max ?? Number.POSITIVE_INFINITY)
        ? cause(
            '.price',
            'None of these goods costs more than that.',
            'Ни один из этих товаров не стоит дороже.',
          )
        : null;
    case 'bundle':
      return effect.price >= dearest(effect)
        ? cause(
            '.price',
            'Apart these goods never cost more than that.',
            'По отдельности эти товары никогда не стоят дороже.',
          )
        : null;
    default:
      return null;
  }
}

const hint = { en: 'Give it a value or take it out.', ru: 'Укажите значение или уберите это.' };

/** Effects, options and rules that give nothing to anybody. */
export const warnDoesNothing: WarningRule = (program) => {
  const report: ProgramIssue[] = [];
  const tell = (path: string, found: Cause | null): void => {
    if (found !== null) report.push(issueAt('does-nothing', `${path}${found.field}`, found.why, hint));
  };
  for (const { promotion, index } of placed(program)) {
    promotion.then.forEach((effect, j) => {
      const found =
        effect.type === 'points' ? emptyPoints(program, promotion, effect) : emptyDiscount(effect);
      tell(promotionPath(index, `.then[${j}]`), found);
    });
  }
  for (const kind of ['rewards', 'stampCards'] as const) {
    program[kind].forEach(({ then }, i) => {
      tell(`${kind}[${i}].then`, emptyDiscount(then));
    });
  }
  program.wallets.forEach(({ redeem }, i) => {
    tell(`wallets[${i}].redeem`, redeem?.maxShare === 0 ? zero('.maxShare') : null);
  });
  program.choices.forEach(({ options }, i) => {
    options.forEach(({ earnPercent }, j) => {
      tell(`choices[${i}].options[${j}]`, earnPercent === 0 ? zero('.earnPercent') : null);
    });
  });
  return report;
};
