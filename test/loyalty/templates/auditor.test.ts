import { expect, it } from 'vitest';
import { simpleBonus } from '../../../src/loyalty/templates/simple-bonus.ts';
import { auditYear } from '../../support/auditor.ts';
import { startYear, type Visited } from '../../support/customer-year.ts';

/** 250 points in January, 100 of them paid in February; nothing later. */
function shortYear() {
  const year = startYear(simpleBonus.program, { joinedAt: '2027-01-15', birthday: '--05-20' });
  year.visit({ at: '2027-01-15T12:00', goods: [{ price: 500_00 }, { price: 500_00 }] });
  const redeem = { wallet: 'main', points: 100 };
  year.visit({ at: '2027-02-15T12:00', goods: [{ price: 1000_00 }], redeem });
  year.visit({ at: '2027-12-15T12:00', goods: [{ price: 10_00, minPrice: 5_00 }] });
  return year;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] extends object ? Writable<T[K]> : T[K] };

const faults: [string, number, (visited: Writable<Visited>) => void, string][] = [
  ['a line that lost a kopeck', 0, (one) => forLine(one, (line) => (line.net -= 1)), 'net is what is left'],
  ['a total that is not its lines', 0, ({ quote }) => (quote.totals.net += 1), 'net is the sum'],
  ['points that no line earned', 0, ({ quote }) => (quote.totals.earned.main = 251), 'earned by line'],
  [
    'a fiscal position off by one',
    0,
    (one) => forLine(one, (line) => (line.split = [{ quantity: 1, price: 499_99 }])),
    'fiscal positions sum to 50000',
  ],
  ['a balance that is not the parcels', 1, ({ balances }) => add(balances.main, 1), 'the balance is'],
  ['expired points that are still told', 2, ({ balances }) => add(balances.main, 150), 'the balance is'],
  ['points spent that were not there', 1, ({ quote }) => (quote.redeem = pays(900)), 'were there to spend'],
  ['a payment that is worth less', 1, ({ quote }) => (quote.redeem = pays(99)), '99 points pay 9900'],
  ['a price below the minimum', 2, (one) => forLine(one, (line) => (line.net = 4_99)), 'minimum price'],
];

const pays = (points: number) => ({ wallet: 'main', asked: points, points, max: points });
const add = (sums: { balance: number } | undefined, points: number): void => {
  if (sums !== undefined) sums.balance += points;
};
function forLine(
  visited: Writable<Visited>,
  change: (line: Writable<Visited>['quote']['lines'][number]) => void,
): void {
  const [line] = visited.quote.lines;
  if (line !== undefined) change(line);
}

it('the auditor has nothing to say about a year as it was', () => {
  const { program, visits } = shortYear();
  expect(visits.map(({ quote }) => quote.totals.net)).toEqual([1000_00, 900_00, 10_00]);
  expect(auditYear(program, visits)).toEqual([]);
});

it.each(faults)('the auditor finds %s', (_what, index, spoil, told) => {
  const { program, visits } = shortYear();
  const spoilt = structuredClone(visits) as Writable<Visited>[];
  const visited = spoilt[index];
  if (visited !== undefined) spoil(visited);
  expect(auditYear(program, spoilt as Visited[]).join('\n')).toContain(told);
});
