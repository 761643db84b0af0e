import type { Language } from '../../contracts/local-text.ts';
import type { Sentence } from '../../contracts/sentence.ts';
import { formatMoney } from '../../shared/money.ts';
import type { Difference } from './difference.ts';
import type { ProgramReport, SourceReport, Spread } from './report.ts';

// The report for people: plain columns for a terminal.

const labels = {
  shelf: { en: 'shelf price', ru: 'по ценам полки' },
  discounts: { en: 'discounts', ru: 'скидки' },
  paid: { en: 'paid with points', ru: 'оплачено баллами' },
  toPay: { en: 'to pay', ru: 'к оплате' },
  points: {
    en: 'Points (in the smallest unit of their wallet)',
    ru: 'Баллы (в наименьших единицах своего счёта)',
  },
  wallet: { en: 'wallet', ru: 'счёт' },
  given: { en: 'given', ru: 'начислено' },
  worth: { en: 'worth', ru: 'на сумму' },
  byTier: { en: 'by the tier', ru: 'за уровень' },
  byChoices: { en: 'by choices', ru: 'за выбор' },
  redeemed: { en: 'redeemed', ru: 'списано' },
  gains: { en: 'Who gains', ru: 'Кто выигрывает' },
  all: { en: 'all', ru: 'всего' },
  withDiscount: { en: 'with a discount', ru: 'со скидкой' },
  share: { en: 'share', ru: 'доля' },
  average: { en: 'average', ru: 'в среднем' },
  topTenth: { en: 'the top tenth gets', ru: 'первой десятой достаётся' },
  receipts: { en: 'receipts', ru: 'чеки' },
  members: { en: 'members', ru: 'участники' },
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
  receiptsWithDiscount: { en: 'receipts with a discount', ru: 'чеков со скидкой' },
  membersWithDiscount: { en: 'members with a discount', ru: 'участников со скидкой' },
} satisfies Readonly<Record<string, Sentence>>;

/** How the table is told in one language. */
type Told = {
  readonly label: (name: keyof typeof labels) => string;
  readonly number: (value: number) => string;
  readonly percent: (basisPoints: number | null) => string;
  readonly money: (value: number | null) => string;
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

function wallets(report: ProgramReport, { label, number, money }: Told): string[] {
  if (report.wallets.length === 0) return [];
  const heads = ['wallet', 'given', 'worth', 'byTier', 'byChoices', 'redeemed', 'worth'] as const;
  return [
    '',
    label('points'),
    ...columns([
      heads.map(label),
      ...report.wallets.map((wallet) => [
        wallet.wallet,
        number(wallet.given),
        money(wallet.givenValueMinor),
        number(wallet.givenByTier),
        number(wallet.givenByChoices),
        number(wallet.redeemed),
        money(wallet.redeemedValueMinor),
      ]),
    ]),
  ];
}

function gains(report: ProgramReport, { label, number, percent, money }: Told): string[] {
  const heads = ['all', 'withDiscount', 'share', 'average', 'topTenth'] as const;
  const row = (name: string, spread: Spread): Row => [
    name,
    number(spread.count),
    number(spread.withDiscount),
    percent(spread.withDiscountBasisPoints),
    money(spread.averageDiscountMinor),
    percent(spread.top.basisPoints),
  ];
  return [
    '',
    label('gains'),
    ...columns([
      ['', ...heads.map(label)],
      row(label('receipts'), report.gains.receipts),
      row(label('members'), report.gains.members),
    ]),
  ];
}

const reasons = ({ rejected }: SourceReport, number: Told['number']): string =>
  Object.entries(rejected)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, times]) => `${reason} ${number(times)}`)
    .join(', ');

function sources(report: ProgramReport, { label, number, money }: Told): string[] {
  const rows = report.sources.map(
    (source): Row => [
      source.id,
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
      const why = reasons(source, number);
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
    ...sources(report, told),
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
      [label('receiptsWithDiscount'), signed(difference.receiptsWithDiscount, number)],
      [label('membersWithDiscount'), signed(difference.membersWithDiscount, number)],
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
