import type { StampCard } from '../../../src/contracts/program.ts';
import type { Promotion } from '../../../src/contracts/promotion.ts';
import { type Asked, personOf } from './asked.ts';
import type { ExtraOutcome } from './extras.ts';
import { fraction, sharedOut } from './fraction.ts';
import { matches, type NaiveLine } from './model.ts';
import { basketList, selectorsOf } from './touching.ts';

export type Stamps = {
  readonly card: string;
  readonly earned: number;
  readonly used: number;
  readonly total: number;
  readonly target: number;
  readonly lines: readonly { readonly id: string; readonly earned: number }[];
};

/** A stamp for each whole unit of the card's goods that the full card did not give away itself. */
function byUnits(card: StampCard, lines: readonly NaiveLine[], use: ExtraOutcome | undefined): number[] {
  const { then } = card;
  const isFree = then.type === 'gift' || (then.type === 'unitsOff' && (then.percent ?? 0) >= 100);
  const given = isFree && use?.verdict.applied === true ? use.given : [];
  return lines.map((line, i) =>
    matches(card.of, line.input) && !line.input.flags.includes('noPoints') ? line.units - (given[i] ?? 0) : 0,
  );
}

/** What promotions stamp, on the goods they are about, as decision 0011 says. */
function byPromotions(card: StampCard, lines: readonly NaiveLine[], applied: readonly Promotion[]): number[] {
  const stamps = lines.map(() => 0);
  const ofCard = lines.filter((line) => matches(card.of, line.input));
  for (const promotion of applied) {
    const own = selectorsOf(promotion);
    const goods = own.length > 0 ? own : basketList(promotion).map(({ of }) => of);
    const about = lines.filter((line) => goods.some((of) => matches(of, line.input)));
    const both = about.filter((line) => ofCard.includes(line));
    const to = [both, about, ofCard, lines].find((some) => some.length > 0) ?? [];
    const isFree = to.every(({ gross }) => gross === 0);
    for (const effect of promotion.then) {
      if (effect.type !== 'stamp' || effect.card !== card.id) continue;
      const parts = sharedOut(
        effect.count,
        to.map((line) => (isFree ? line.quantity : fraction(line.gross))),
      );
      to.forEach((line, i) => {
        stamps[line.at] = (stamps[line.at] ?? 0) + (parts[i] ?? 0);
      });
    }
  }
  return stamps;
}

/** Stamps earned and used of every card that this receipt changes. */
export function stampsOf(
  asked: Asked,
  lines: readonly NaiveLine[],
  applied: readonly Promotion[],
  uses: readonly ExtraOutcome[],
): Stamps[] {
  const person = personOf(asked);
  if (person === null) return [];
  const { stampCards, promotions } = asked.program;
  return stampCards.flatMap((card) => {
    const use = uses.find(({ id }) => id === card.id);
    const used = use?.verdict.applied === true ? card.target : 0;
    const isStamped = promotions.some(({ then }) =>
      then.some((effect) => effect.type === 'stamp' && effect.card === card.id),
    );
    const stamps = isStamped ? byPromotions(card, lines, applied) : byUnits(card, lines, use);
    const earned = stamps.reduce((a, b) => a + b, 0);
    if (earned + used === 0) return [];
    const total = (person.stamps[card.id] ?? 0) - used + earned;
    const byLine = lines
      .map((line, i) => ({ id: line.input.id, earned: stamps[i] ?? 0 }))
      .filter((line) => line.earned > 0);
    return [{ card: card.id, earned, used, total, target: card.target, lines: byLine }];
  });
}
