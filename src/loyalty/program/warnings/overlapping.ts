import type { Effect } from '../../../contracts/effects.ts';
import type { Sentence } from '../../../contracts/sentence.ts';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import { mayMeet } from '../condition-sets.ts';
import { issueAt, type ProgramIssue } from '../issue.ts';
import { lowersPrices } from '../overlap.ts';
import { type Placed, placedWithout, promotionPath, type WarningRule } from './promotion-warning.ts';
import { subjectOf, timesOf } from './subject.ts';
import { withinAnother } from './within-another.ts';

/** Compared with the last so many of the same subject: more of one kind say no more. */
const MOST_BEFORE = 50;

const hint = {
  en: 'Put them into one group if only one of them is meant.',
  ru: 'Объедините их в одну группу, если нужна только одна.',
};

/** May both work on one receipt, with nothing that chooses one of them? */
const bothWork = ({ promotion: a }: Placed, { promotion: b }: Placed): boolean =>
  !a.exclusive && !b.exclusive && (a.group == null || a.group !== b.group) && mayMeet(a, b);

/** Of promotions with one subject the second and later ones, each with one before it that works beside it. */
function sameSubject(
  entries: readonly Placed[],
  subject: (entry: Placed) => string,
): { readonly entry: Placed; readonly other: Placed }[] {
  const seen = new Map<string, Placed[]>();
  return entries.flatMap((entry) => {
    const key = subject(entry);
    const others = seen.get(key) ?? [];
    seen.set(key, [...others.slice(1 - MOST_BEFORE), entry]);
    const other = others.find((known) => bothWork(known, entry));
    return other === undefined ? [] : [{ entry, other }];
  });
}

type PercentOfPoints = Extract<Effect, { type: 'points' }>;
const isPercentOfPoints = (effect: Effect): effect is PercentOfPoints =>
  effect.type === 'points' && effect.percent != null;

/** The very same percent in the same wallet at the same time: a copy. Another percent or month is meant. */
const sameAsPoints = ({ promotion }: Placed): string => {
  const effects = promotion.then.filter(isPercentOfPoints);
  const given = effects.map(({ wallet, percent }) => [wallet, percent ?? null]);
  return canonicalJson([subjectOf(promotion, effects), given, timesOf(promotion)]);
};

/** When both work: always together, in the one minute that they share, or in what their times have in common. */
function whenBoth({ promotion: a }: Placed, { promotion: b }: Placed): Sentence | null {
  if (timesOf(a) === timesOf(b)) return null;
  const [from, to] = [
    [a.when.from, b.when.from],
    [a.when.to, b.when.to],
  ].map((bounds) => bounds.filter((bound) => bound != null).sort());
  const [first, last] = [from?.at(-1), to?.[0]];
  return first !== undefined && first === last
    ? {
        en: `in the one minute that both have, ${first}, both will be taken off.`,
        ru: `в единственную общую минуту, ${first}, сработают обе скидки.`,
      }
    : {
        en: 'whenever both are in force, both will be taken off.',
        ru: 'когда действуют обе, сработают обе скидки.',
      };
}

function aboutTheSame(entry: Placed, other: Placed): Sentence {
  const [id, known] = [entry.promotion.id, other.promotion.id];
  const times = whenBoth(entry, other);
  return times === null
    ? {
        en: `"${id}" is about the same goods and conditions as "${known}": both will be taken off.`,
        ru: `«${id}» — о тех же товарах и на тех же условиях, что и «${known}»: сработают обе скидки.`,
      }
    : {
        en: `"${id}" is about the same goods as "${known}" and differs from it only in its times: ${times.en}`,
        ru: `«${id}» — о тех же товарах, что и «${known}», и отличается только временем: ${times.ru}`,
      };
}

function aboutPartOf(narrow: Placed, wide: Placed): Sentence {
  const [inner, outer] = [narrow.promotion.id, wide.promotion.id];
  const times = whenBoth(narrow, wide);
  return times === null
    ? {
        en: `All that "${inner}" is about, "${outer}" is about too, on the same conditions: both will be taken off.`,
        ru: `Всё, о чём «${inner}», входит и в «${outer}» на тех же условиях: сработают обе скидки.`,
      }
    : {
        en: `All that "${inner}" is about, "${outer}" is about too, and only their times differ: ${times.en}`,
        ru: `Всё, о чём «${inner}», входит и в «${outer}», различается только время: ${times.ru}`,
      };
}

/** Promotions about the same goods and conditions, or all within those of another, with nothing that chooses one of them. */
export const warnOverlapping: WarningRule = (program, never) => {
  const found = new Map<number, ProgramIssue>();
  const tell = (index: number, message: Sentence): void => {
    if (!found.has(index)) found.set(index, issueAt('overlap', promotionPath(index), message, hint));
  };
  const entries = placedWithout(program, never);
  const lowering = entries.filter(({ promotion }) => promotion.then.some(lowersPrices));
  const priceSubject = ({ promotion }: Placed): string =>
    subjectOf(promotion, promotion.then.filter(lowersPrices));
  for (const { entry, other } of sameSubject(lowering, priceSubject))
    tell(entry.index, aboutTheSame(entry, other));
  for (const { narrow, wide } of withinAnother(lowering, bothWork))
    tell(Math.max(narrow.index, wide.index), aboutPartOf(narrow, wide));
  const earning = entries.filter(({ promotion }) => promotion.then.some(isPercentOfPoints));
  for (const { entry, other } of sameSubject(earning, sameAsPoints)) {
    const [id, known] = [entry.promotion.id, other.promotion.id];
    tell(entry.index, {
      en: `"${id}" gives the same points for the same goods as "${known}": both will be given.`,
      ru: `«${id}» даёт те же баллы за те же товары, что и «${known}»: начислят дважды.`,
    });
  }
  return [...found.values()];
};
