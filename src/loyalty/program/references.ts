import type { Effect } from '../../contracts/effects.ts';
import type { Program } from '../../contracts/program.ts';
import type { LocalText } from '../../contracts/scalars.ts';
import { isKnownZone } from '../time/zone.ts';
import { issueAt, meant, type ProgramIssue } from './issue.ts';
import { couponSeriesOf } from './series.ts';
import { placeholders, unknownPlaceholders } from './text.ts';

// What a schema cannot see: ids that must be unique and names that must exist.

/** Ids of discounts that no promotion may have. */
const reservedIds: readonly string[] = ['rounding', 'tier'];

type Named = { readonly id: string };
type Report = ProgramIssue[];

function checkUnique(
  entries: readonly Named[],
  path: string,
  what: string,
  report: Report,
  taken = new Map<string, string>(),
): void {
  entries.forEach(({ id }, i) => {
    const here = `${path}[${i}].id`;
    const other = taken.get(id);
    if (other !== undefined)
      report.push(
        issueAt('duplicate-id', here, `The ${what} "${id}" is already at ${other}.`, 'Give it another id.'),
      );
    else taken.set(id, here);
  });
}

function checkReserved(entries: readonly Named[], path: string, report: Report): void {
  entries.forEach(({ id }, i) => {
    if (reservedIds.includes(id)) {
      report.push(
        issueAt(
          'reserved-id',
          `${path}[${i}].id`,
          `"${id}" names a discount of the engine itself.`,
          'Give it another id.',
        ),
      );
    }
  });
}

/** Refuses a name that is not among the known ones. */
function checkKnown(
  name: string,
  known: readonly string[],
  path: string,
  what: string,
  report: Report,
): void {
  if (!known.includes(name)) {
    report.push(
      issueAt(
        `unknown-${what.replaceAll(' ', '-')}`,
        path,
        `There is no ${what} "${name}" in this program.`,
        meant(name, known),
      ),
    );
  }
}

function checkText(text: LocalText | null | undefined, path: string, report: Report): void {
  for (const [locale, words] of Object.entries(text ?? {})) {
    for (const name of unknownPlaceholders(words)) {
      report.push(
        issueAt(
          'unknown-placeholder',
          `${path}.${locale}`,
          `A text cannot name {${name}}.`,
          meant(name, placeholders),
        ),
      );
    }
  }
}

type Names = {
  readonly wallets: readonly string[];
  readonly tiers: readonly string[];
  readonly clubs: readonly string[];
  readonly cards: readonly string[];
  readonly series: readonly string[];
};

const idsOf = (entries: readonly Named[]): string[] => entries.map(({ id }) => id);

function checkEffect(effect: Effect, path: string, names: Names, report: Report): void {
  if (effect.type === 'points') checkKnown(effect.wallet, names.wallets, `${path}.wallet`, 'wallet', report);
  if (effect.type === 'stamp') checkKnown(effect.card, names.cards, `${path}.card`, 'stamp card', report);
  if (effect.type === 'message') checkText(effect.text, `${path}.text`, report);
}

function checkPromotion(
  promotion: Program['promotions'][number],
  path: string,
  names: Names,
  report: Report,
): void {
  const { when } = promotion;
  when.tiers?.forEach((id, i) => {
    checkKnown(id, names.tiers, `${path}.when.tiers[${i}]`, 'tier', report);
  });
  when.clubs?.forEach((id, i) => {
    checkKnown(id, names.clubs, `${path}.when.clubs[${i}]`, 'club', report);
  });
  if (typeof when.coupon === 'object' && when.coupon !== null) {
    checkKnown(when.coupon.series, names.series, `${path}.when.coupon.series`, 'coupon series', report);
  }
  promotion.then.forEach((effect, i) => {
    checkEffect(effect, `${path}.then[${i}]`, names, report);
  });
  for (const where of ['receipt', 'cashier', 'display'] as const) {
    checkText(promotion.text?.[where], `${path}.text.${where}`, report);
  }
}

function checkIds(program: Program, report: Report): void {
  checkUnique(program.wallets, 'wallets', 'wallet', report);
  checkUnique(program.tiers, 'tiers', 'tier', report);
  checkUnique(program.clubs, 'clubs', 'club', report);
  checkUnique(program.choices, 'choices', 'choice', report);
  program.choices.forEach((choice, i) => {
    checkUnique(choice.options, `choices[${i}].options`, 'option', report);
  });
  // Promotions, rewards and stamp cards name discounts on the same lines: one id must not mean two of them.
  const taken = new Map<string, string>();
  for (const kind of ['promotions', 'rewards', 'stampCards'] as const) {
    checkUnique(program[kind], kind, 'id', report, taken);
    checkReserved(program[kind], kind, report);
  }
}

/** Every broken reference of a program that fits its schema. */
export function checkReferences(program: Program): ProgramIssue[] {
  const report: Report = [];
  const names: Names = {
    wallets: idsOf(program.wallets),
    tiers: idsOf(program.tiers),
    clubs: idsOf(program.clubs),
    cards: idsOf(program.stampCards),
    series: couponSeriesOf(program),
  };
  if (!isKnownZone(program.timezone)) {
    report.push(
      issueAt(
        'unknown-time-zone',
        'timezone',
        `There is no time zone "${program.timezone}".`,
        'Use a name like Europe/Moscow.',
      ),
    );
  }
  checkIds(program, report);
  program.tiers.forEach((tier, i) => {
    if (tier.wallet != null) checkKnown(tier.wallet, names.wallets, `tiers[${i}].wallet`, 'wallet', report);
    else if (tier.earnPercent > 0 && names.wallets.length === 0) {
      report.push(
        issueAt(
          'no-wallet',
          `tiers[${i}].earnPercent`,
          'The tier earns points, but the program has no wallet.',
          'Add a wallet.',
        ),
      );
    }
  });
  program.choices.forEach((choice, i) => {
    choice.options.forEach((option, j) => {
      const path = `choices[${i}].options[${j}]`;
      if (option.wallet != null) checkKnown(option.wallet, names.wallets, `${path}.wallet`, 'wallet', report);
      else if (names.wallets.length === 0)
        report.push(
          issueAt(
            'no-wallet',
            path,
            'The option earns points, but the program has no wallet.',
            'Add a wallet.',
          ),
        );
    });
  });
  program.rewards.forEach((reward, i) => {
    checkKnown(reward.wallet, names.wallets, `rewards[${i}].wallet`, 'wallet', report);
  });
  program.promotions.forEach((promotion, i) => {
    checkPromotion(promotion, `promotions[${i}]`, names, report);
  });
  return report;
}
