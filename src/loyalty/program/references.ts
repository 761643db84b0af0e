import type { Effect } from '../../contracts/effects.ts';
import type { Program } from '../../contracts/program.ts';
import type { Promotion } from '../../contracts/promotion.ts';
import type { LocalText } from '../../contracts/scalars.ts';
import { currencies } from '../../shared/money.ts';
import { isKnownZone } from '../time/zone.ts';
import { issueAt, meant, nearest, type ProgramIssue } from './issue.ts';
import type { Names } from './names.ts';
import type { Parts } from './salvage.ts';
import { placeholders, unknownPlaceholders } from './text.ts';

// What a schema cannot see: ids that must be unique and names that must exist.

/** Ids of discounts that no promotion may have. */
const reservedIds: readonly string[] = ['rounding', 'tier'];

type Named = { readonly id?: string | undefined };
type Report = ProgramIssue[];

const anotherId = { en: 'Give it another id.', ru: 'Дайте ему другой id.' };

function checkUnique(
  entries: readonly Named[] | undefined,
  path: string,
  report: Report,
  taken = new Map<string, string>(),
): void {
  entries?.forEach(({ id }, i) => {
    if (id === undefined) return;
    const here = `${path}[${i}].id`;
    const other = taken.get(id);
    if (other === undefined) taken.set(id, here);
    else {
      const message = { en: `"${id}" already stands at ${other}.`, ru: `«${id}» уже есть в ${other}.` };
      report.push(issueAt('duplicate-id', here, message, anotherId));
    }
  });
}

function checkReserved(entries: readonly Named[] | undefined, path: string, report: Report): void {
  entries?.forEach(({ id }, i) => {
    if (id === undefined || !reservedIds.includes(id)) return;
    const message = {
      en: `"${id}" names a discount of the engine itself.`,
      ru: `«${id}» — имя собственной скидки программы.`,
    };
    report.push(issueAt('reserved-id', `${path}[${i}].id`, message, anotherId));
  });
}

/** What a name may refer to: its words, and the code of a refusal. */
const kinds = {
  wallets: { code: 'unknown-wallet', en: 'wallet', ru: 'кошелька' },
  tiers: { code: 'unknown-tier', en: 'tier', ru: 'уровня' },
  clubs: { code: 'unknown-club', en: 'club', ru: 'клуба' },
  stampCards: { code: 'unknown-stamp-card', en: 'stamp card', ru: 'карточки штампов' },
  couponSeries: { code: 'unknown-coupon-series', en: 'coupon series', ru: 'серии купонов' },
} as const satisfies Record<keyof Names, object>;

/** Refuses a name that is not among the known ones; a missing name is a fault of the shape. */
function checkKnown(
  name: string | undefined,
  kind: keyof Names,
  names: Names,
  path: string,
  report: Report,
): void {
  if (name === undefined || names[kind].has(name)) return;
  const { code, en, ru } = kinds[kind];
  const message = { en: `This program has no ${en} "${name}".`, ru: `В этой программе нет ${ru} «${name}».` };
  report.push(issueAt(code, path, message, meant(name, names[kind])));
}

function checkText(text: Parts<LocalText> | null | undefined, path: string, report: Report): void {
  for (const [locale, words] of Object.entries(text ?? {})) {
    for (const name of unknownPlaceholders(words ?? '')) {
      const message = { en: `A text cannot name {${name}}.`, ru: `В тексте нельзя назвать {${name}}.` };
      report.push(issueAt('unknown-placeholder', `${path}.${locale}`, message, meant(name, placeholders)));
    }
  }
}

function checkEffect(effect: Parts<Effect>, path: string, names: Names, report: Report): void {
  if (effect.type === 'points') checkKnown(effect.wallet, 'wallets', names, `${path}.wallet`, report);
  if (effect.type === 'stamp') checkKnown(effect.card, 'stampCards', names, `${path}.card`, report);
  if (effect.type === 'message') checkText(effect.text, `${path}.text`, report);
}

function checkPromotion(promotion: Parts<Promotion>, path: string, names: Names, report: Report): void {
  const { when } = promotion;
  when?.tiers?.forEach((id, i) => {
    checkKnown(id, 'tiers', names, `${path}.when.tiers[${i}]`, report);
  });
  when?.clubs?.forEach((id, i) => {
    checkKnown(id, 'clubs', names, `${path}.when.clubs[${i}]`, report);
  });
  if (typeof when?.coupon === 'object' && when.coupon !== null) {
    checkKnown(when.coupon.series, 'couponSeries', names, `${path}.when.coupon.series`, report);
  }
  promotion.then?.forEach((effect, i) => {
    checkEffect(effect, `${path}.then[${i}]`, names, report);
  });
  for (const where of ['receipt', 'cashier', 'display'] as const) {
    checkText(promotion.text?.[where], `${path}.text.${where}`, report);
  }
}

function checkIds(program: Parts<Program>, report: Report): void {
  for (const kind of ['wallets', 'tiers', 'clubs', 'choices', 'couponSeries'] as const)
    checkUnique(program[kind], kind, report);
  program.choices?.forEach((choice, i) => {
    checkUnique(choice.options, `choices[${i}].options`, report);
  });
  // Promotions, rewards and stamp cards name discounts on the same lines: one id must not mean two of them.
  const taken = new Map<string, string>();
  for (const kind of ['promotions', 'rewards', 'stampCards'] as const) {
    checkUnique(program[kind], kind, report, taken);
    checkReserved(program[kind], kind, report);
  }
}

/** Goods that buy two clubs would buy only one of them. */
function checkClubGoods(clubs: Parts<Program>['clubs'], report: Report): void {
  const taken = new Map<string, string>();
  clubs?.forEach(({ sku }, i) => {
    if (sku === undefined) return;
    const here = `clubs[${i}].sku`;
    const other = taken.get(sku);
    if (other === undefined) taken.set(sku, here);
    else {
      const message = {
        en: `The goods "${sku}" already buy the club at ${other}.`,
        ru: `Товар «${sku}» уже покупает клуб в ${other}.`,
      };
      const hint = { en: 'Give each club goods of its own.', ru: 'Дайте каждому клубу свой товар.' };
      report.push(issueAt('duplicate-sku', here, message, hint));
    }
  });
}

/** A tier or an option that names no wallet earns in the first one, which must be there. */
function checkWallet(wallet: string | null | undefined, path: string, names: Names, report: Report): void {
  if (wallet != null) checkKnown(wallet, 'wallets', names, `${path}.wallet`, report);
  else if (names.wallets.size === 0) {
    const message = {
      en: 'Points are earned here, but the program has no wallet.',
      ru: 'Здесь начисляются баллы, но в программе нет ни одного кошелька.',
    };
    const hint = {
      en: 'Add a wallet, such as {"id": "main", "name": {"en": "points"}, "value": 100}.',
      ru: 'Добавьте кошелёк, например {"id": "main", "name": {"ru": "баллы"}, "value": 100}.',
    };
    report.push(issueAt('no-wallet', `${path}.earnPercent`, message, hint));
  }
}

/** Every broken reference of a program that fits its schema, or of the parts that do. */
export function checkReferences(program: Parts<Program>, names: Names): ProgramIssue[] {
  const report: Report = [];
  const { timezone: zone } = program;
  if (zone !== undefined && !isKnownZone(zone)) {
    const message = { en: `There is no time zone "${zone}".`, ru: `Нет часового пояса «${zone}».` };
    const near = nearest(zone, Intl.supportedValuesOf('timeZone'));
    const hint =
      near === undefined
        ? { en: 'Use a name like Europe/Moscow.', ru: 'Укажите имя вроде Europe/Moscow.' }
        : meant(zone, [near]);
    report.push(issueAt('unknown-time-zone', 'timezone', message, hint));
  }
  const { currency } = program;
  if (currency !== undefined && !currencies.includes(currency)) {
    const message = {
      en: `Sums in ${currency} cannot be counted here.`,
      ru: `Суммы в ${currency} здесь считать нельзя.`,
    };
    report.push(issueAt('unknown-currency', 'currency', message, meant(currency, currencies)));
  }
  checkIds(program, report);
  checkClubGoods(program.clubs, report);
  program.tiers?.forEach((tier, i) => {
    if (tier.wallet != null || (tier.earnPercent ?? 0) > 0)
      checkWallet(tier.wallet, `tiers[${i}]`, names, report);
  });
  program.choices?.forEach((choice, i) => {
    choice.options?.forEach((option, j) => {
      checkWallet(option.wallet, `choices[${i}].options[${j}]`, names, report);
    });
  });
  program.rewards?.forEach((reward, i) => {
    checkKnown(reward.wallet, 'wallets', names, `rewards[${i}].wallet`, report);
  });
  program.promotions?.forEach((promotion, i) => {
    checkPromotion(promotion, `promotions[${i}]`, names, report);
  });
  return report;
}
