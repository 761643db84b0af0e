import type { Language } from '../../contracts/local-text.ts';
import type { RejectionReason } from '../../contracts/quote.ts';
import type { LocalText } from '../../contracts/scalars.ts';
import type { Sentence } from '../../contracts/sentence.ts';
import { inLanguage } from '../../loyalty/explain/words.ts';
import { reasonTexts } from '../../loyalty/reason-texts.ts';
import { formatMoney } from '../../shared/money.ts';
import { formatPoints } from '../../shared/points.ts';
import type { Difference } from './difference.ts';
import type { ProgramReport, SourceReport, Spread } from './report.ts';

// The report for people: plain columns for a terminal.

const labels = {
  shelf: { en: 'shelf price', ru: 'по ценам полки' },
  discounts: { en: 'discounts', ru: 'скидки' },
  paid: { en: 'paid with points', ru: 'оплачено баллами' },
  toPay: { en: 'to pay', ru: 'к оплате' },
  points: { en: 'Points', ru: 'Баллы' },
  wallet: { en: 'wallet', ru: 'счёт' },
  given: { en: 'given', ru: 'начислено' },
  worth: { en: 'worth', ru: 'на сумму' },
  byTier: { en: 'by the tier', ru: 'за уровень' },
  byChoices: { en: 'by choices', ru: 'за выбор' },
  redeemed: { en: 'redeemed', ru: 'списано' },
  gains: { en: 'Who gains (discounts and points)', ru: 'Кто выигрывает (скидки и баллы)' },
  all: { en: 'all', ru: 'всего' },
  withGain: { en: 'with a gain', ru: 'с выгодой' },
  share: { en: 'share', ru: 'доля' },
  average: { en: 'average', ru: 'в среднем' },
  topTenth: { en: 'the top tenth gets', ru: 'первой десятой достаётся' },
  receipts: { en: 'receipts', ru: 'чеки' },
  guests: { en: 'guests (receipts)', ru: 'без карты (чеки)' },
  members: { en: 'members', ru: 'участники' },
  noTier: { en: 'no tier', ru: 'без уровня' },
  sources: { en: 'Promotions, rewards and cards', ru: 'Акции, награды и карты' },
  source: { en: 'source', ru: 'источник' },
  uses: { en: 'uses', ru: 'раз' },
  pointsWorth: { en: 'points, worth', ru: 'баллы на сумму' },
  basketWith: { en: 'basket with', ru: 'чек с ней' },
  basketWithout: { en: 'without', ru: 'чек без неё' },
  because: { en: 'not applied because', ru: 'почему не действовала' },
  difference: {
    en: 'Difference: the second program less the first',
    ru: 'Разница: вторая программа минус первая',
  },
  pointsGiven: { en: 'points given, worth', ru: 'начислено баллов на сумму' },
  receiptsWithGain: { en: 'receipts with a gain', ru: 'чеков с выгодой' },
  membersWithGain: { en: 'members with a gain', ru: 'участников с выгодой' },
  apart: {
    en: 'Each receipt is counted by itself: limits, points and tiers are not carried from receipt to receipt.',
    ru: 'Каждый чек посчитан сам по себе: лимиты, баллы и уровни от чека к чеку не переносятся.',
  },
} satisfies Readonly<Record<string, Sentence>>;

/** How the table is told in one language. */
type Told = {
  readonly label: (name: keyof typeof labels) => string;
  readonly number: (value: number) => string;
  readonly percent: (basisPoints: number | null) => string;
  readonly money: (value: number | null) => string;
  readonly points: (value: number, scale: number) => string;
  readonly name: (name: LocalText | null, id: string) => string;
};

const tellIn = (language: Language, currency: string): Told => ({
  label: (name) => labels[name][language],
  number: (value) => value.toLocaleString(language),
  percent: (basisPoints) => {
    if (basisPoints === null) return '–';
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    return `${(basisPoints / 100).toLocaleString(language, digits)} %`;
  },
  money: (value) => (value === null ? '–' : formatMoney(value, currency, language)),
  points: (value, scale) => formatPoints(value, scale, language),
  name: (name, id) => (name === null ? id : inLanguage(name, language)),
});

const signed = (value: number, text: (value: number) => string): string =>
  value > 0 ? `+${text(value)}` : text(value);

type Row = readonly string[];

/** Columns as wide as their widest cell; the first one to the left, the others to the right, the last as it is. */
export function columns(rows: readonly Row[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  }
  return rows.map((row) =>
    `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')}`.trimEnd(),
  );
}

function totals(report: ProgramReport, { label, money, percent }: Told): string[] {
  return columns([
    [label('shelf'), money(report.grossMinor), ''],
    [label('discounts'), money(report.discountMinor), percent(report.discountBasisPoints)],
    [label('paid'), money(report.paidWithPointsMinor), ''],
    [label('toPay'), money(report.netMinor), ''],
  ]);
}

function wallets(report: ProgramReport, { label, points, money, name }: Told): string[] {
  if (report.wallets.length === 0) return [];
  const heads = ['wallet', 'given', 'worth', 'byTier', 'byChoices', 'redeemed', 'worth'] as const;
  return [
    '',
    label('points'),
    ...columns([
      heads.map(label),
      ...report.wallets.map((wallet) => [
        name(wallet.name, wallet.wallet),
        points(wallet.given, wallet.scale),
        money(wallet.givenValueMinor),
        points(wallet.givenByTier, wallet.scale),
        points(wallet.givenByChoices, wallet.scale),
        points(wallet.redeemed, wallet.scale),
        money(wallet.redeemedValueMinor),
      ]),
    ]),
  ];
}

function gains(report: ProgramReport, { label, number, percent, money, name }: Told): string[] {
  const heads = ['all', 'withGain', 'share', 'average', 'topTenth'] as const;
  const row = (title: string, spread: Spread): Row => [
    title,
    number(spread.count),
    number(spread.withGain),
    percent(spread.withGainBasisPoints),
    money(spread.averageGainMinor),
    percent(spread.top.basisPoints),
  ];
  return [
    '',
    label('gains'),
    ...columns([
      ['', ...heads.map(label)],
      row(label('receipts'), report.gains.receipts),
      row(label('guests'), report.gains.guests),
      row(label('members'), report.gains.members),
      ...report.gains.tiers.map(({ tier, name: called, ...spread }) =>
        row(`  ${tier === null ? label('noTier') : name(called, tier)}`, spread),
      ),
    ]),
  ];
}

const isReason = (code: string): code is RejectionReason => Object.hasOwn(reasonTexts, code);

/** A reason without what the cashier could do about it: the report is for a manager. */
const reasonText = (code: string, language: Language): string =>
  isReason(code) ? (reasonTexts[code][language].split(':')[0] ?? code) : code;

const reasons = ({ rejected }: SourceReport, number: Told['number'], language: Language): string =>
  Object.entries(rejected)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, times]) => `${reasonText(reason, language)}: ${number(times)}`)
    .join('; ');

/** Names of the sources; two of one name are told apart by their ids. */
function titlesOf(listed: readonly SourceReport[], { name }: Told): Map<string, string> {
  const times = new Map<string, number>();
  const names = listed.map((source) => name(source.name, source.id));
  for (const one of names) times.set(one, (times.get(one) ?? 0) + 1);
  return new Map(
    listed.map(({ id }, i) => {
      const title = names[i] ?? id;
      return [id, (times.get(title) ?? 0) > 1 ? `${title} (${id})` : title];
    }),
  );
}

function sources(report: ProgramReport, told: Told, language: Language): string[] {
  const { label, number, money } = told;
  const titles = titlesOf(report.sources, told);
  const rows = report.sources.map(
    (source): Row => [
      titles.get(source.id) ?? source.id,
      number(source.uses),
      money(source.costMinor),
      money(source.pointsValueMinor),
      money(source.basketWithMinor),
      money(source.basketWithoutMinor),
    ],
  );
  const heads = ['source', 'uses', 'discounts', 'pointsWorth', 'basketWith', 'basketWithout'] as const;
  const lines = columns([heads.map(label), ...rows]);
  return [
    '',
    label('sources'),
    ...lines.map((line, i) => {
      const source = report.sources[i - 1];
      if (source === undefined) return `${line}  ${label('because')}`;
      const why = reasons(source, number, language);
      return why === '' ? line : `${line}  ${why}`;
    }),
  ];
}

/** The report of one program. */
export function programTable(report: ProgramReport, language: Language): string[] {
  const told = tellIn(language, report.currency);
  const [receipts, ofMembers] = [told.number(report.receipts), told.number(report.memberReceipts)];
  return [
    language === 'ru'
      ? `Программа ${report.program}: чеков ${receipts}, из них участников ${ofMembers}`
      : `Program ${report.program}: ${receipts} receipts, ${ofMembers} of members`,
    '',
    ...totals(report, told),
    ...wallets(report, told),
    ...gains(report, told),
    ...sources(report, told, language),
    '',
    told.label('apart'),
  ];
}

/** What the second program changes. */
export function differenceTable(report: ProgramReport, difference: Difference, language: Language): string[] {
  const { label, number, money: plainMoney } = tellIn(language, report.currency);
  const money = (value: number): string => signed(value, plainMoney);
  const lines = [
    label('difference'),
    '',
    ...columns([
      [label('discounts'), money(difference.discountMinor)],
      [label('pointsGiven'), money(difference.givenValueMinor)],
      [label('paid'), money(difference.paidWithPointsMinor)],
      [label('toPay'), money(difference.netMinor)],
      [label('receiptsWithGain'), signed(difference.receiptsWithGain, number)],
      [label('membersWithGain'), signed(difference.membersWithGain, number)],
    ]),
  ];
  if (difference.sources.length === 0) return lines;
  const heads = ['source', 'uses', 'discounts', 'pointsWorth'] as const;
  return [
    ...lines,
    '',
    ...columns([
      heads.map(label),
      ...difference.sources.map((source) => [
        source.id,
        signed(source.uses, number),
        money(source.costMinor),
        money(source.pointsValueMinor),
      ]),
    ]),
  ];
}
