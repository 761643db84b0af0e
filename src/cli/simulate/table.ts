import { formatMoney } from '../../shared/money.ts';
import type { Difference } from './difference.ts';
import type { ProgramReport, SourceReport, Spread } from './report.ts';

// The report for people: plain columns for a terminal.

const number = (value: number): string => value.toLocaleString('en');
const signed = (value: number, text: (value: number) => string): string =>
  value > 0 ? `+${text(value)}` : text(value);
const percent = (basisPoints: number | null): string =>
  basisPoints === null ? '–' : `${(basisPoints / 100).toFixed(1)} %`;

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

const moneyIn =
  ({ currency }: ProgramReport) =>
  (value: number | null): string =>
    value === null ? '–' : formatMoney(value, currency, 'en');

function totals(report: ProgramReport): string[] {
  const money = moneyIn(report);
  return columns([
    ['shelf price', money(report.grossMinor), ''],
    ['discounts', money(report.discountMinor), percent(report.discountBasisPoints)],
    ['paid with points', money(report.paidWithPointsMinor), ''],
    ['to pay', money(report.netMinor), ''],
  ]);
}

function wallets(report: ProgramReport): string[] {
  if (report.wallets.length === 0) return [];
  const money = moneyIn(report);
  return [
    '',
    'Points (in the smallest unit of their wallet)',
    ...columns([
      ['wallet', 'given', 'worth', 'by the tier', 'by choices', 'redeemed', 'worth'],
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

function gains(report: ProgramReport): string[] {
  const money = moneyIn(report);
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
    'Who gains',
    ...columns([
      ['', 'all', 'with a discount', 'share', 'average', 'the top tenth gets'],
      row('receipts', report.gains.receipts),
      row('members', report.gains.members),
    ]),
  ];
}

const reasons = ({ rejected }: SourceReport): string =>
  Object.entries(rejected)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, times]) => `${reason} ${number(times)}`)
    .join(', ');

function sources(report: ProgramReport): string[] {
  const money = moneyIn(report);
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
  const heads: Row = ['source', 'uses', 'discounts', 'points, worth', 'basket with', 'without'];
  const lines = columns([heads, ...rows]);
  return [
    '',
    'Promotions, rewards and cards',
    ...lines.map((line, i) => {
      const source = report.sources[i - 1];
      if (source === undefined) return `${line}  not applied because`;
      const why = reasons(source);
      return why === '' ? line : `${line}  ${why}`;
    }),
  ];
}

/** The report of one program. */
export const programTable = (report: ProgramReport): string[] => [
  `Program ${report.program}: ${number(report.receipts)} receipts, ${number(report.memberReceipts)} of members`,
  '',
  ...totals(report),
  ...wallets(report),
  ...gains(report),
  ...sources(report),
];

/** What the second program changes. */
export function differenceTable(report: ProgramReport, difference: Difference): string[] {
  const money = (value: number): string => signed(value, moneyIn(report));
  const lines = [
    'Difference: the second program less the first',
    '',
    ...columns([
      ['discounts', money(difference.discountMinor)],
      ['points given, worth', money(difference.givenValueMinor)],
      ['paid with points', money(difference.paidWithPointsMinor)],
      ['to pay', money(difference.netMinor)],
      ['receipts with a discount', signed(difference.receiptsWithDiscount, number)],
      ['members with a discount', signed(difference.membersWithDiscount, number)],
    ]),
  ];
  if (difference.sources.length === 0) return lines;
  return [
    ...lines,
    '',
    ...columns([
      ['source', 'uses', 'discounts', 'points, worth'],
      ...difference.sources.map((source) => [
        source.id,
        signed(source.uses, number),
        money(source.costMinor),
        money(source.pointsValueMinor),
      ]),
    ]),
  ];
}
