import type { Language } from '../../contracts/local-text.ts';
import { withCheckDigit } from './goods.ts';

/** A member of the demo chain as a manager's file lists one. Phone in E.164, points are whole, spend in kopecks. */
export type DemoMember = {
  readonly id: string;
  readonly firstName: string;
  readonly phone: string;
  readonly card: string;
  readonly tier: 'bronze' | 'silver' | 'gold';
  readonly spendMinor: number;
  readonly purchases: number;
  readonly points: number;
  readonly birthday: string;
  readonly joinedAt: string;
};

const englishNames = ['Anna', 'Boris', 'Vera', 'Grigory', 'Daria', 'Egor', 'Zhanna', 'Zoya', 'Ivan', 'Kira'];

const rows: readonly (readonly [string, DemoMember['tier'], number, number, number, string, string])[] = [
  ['Анна', 'gold', 12450000, 146, 1840, '1987-12-06', '2023-02-11'],
  ['Борис', 'silver', 4120000, 61, 512, '1979-03-22', '2024-05-02'],
  ['Вера', 'bronze', 860000, 14, 95, '1995-08-30', '2026-01-17'],
  ['Григорий', 'silver', 3350000, 48, 233, '1968-11-25', '2024-09-08'],
  ['Дарья', 'bronze', 0, 0, 0, '2001-06-01', '2026-11-20'],
  ['Егор', 'gold', 18900000, 210, 4020, '1983-02-28', '2022-07-19'],
  ['Жанна', 'bronze', 2890000, 33, 310, '1992-02-29', '2025-03-30'],
  ['Зоя', 'silver', 6610000, 90, 777, '1958-05-09', '2023-10-01'],
  ['Иван', 'bronze', 120000, 2, 36, '1999-01-15', '2026-10-05'],
  ['Кира', 'gold', 10030000, 99, 1200, '1992-07-07', '2024-01-25'],
];

/** Plastic cards are EAN-13 of the chain's own range 2900; phones are of a range that nobody is given. */
export const demoMembers = (language: Language): DemoMember[] =>
  rows.map(([russian, tier, spendMinor, purchases, points, birthday, joinedAt], index) => ({
    id: `m-${String(index + 1).padStart(4, '0')}`,
    firstName: language === 'ru' ? russian : (englishNames[index] ?? russian),
    phone: `+7900000${String(1001 + index)}`,
    card: withCheckDigit(`2900${String(index + 1).padStart(8, '0')}`),
    tier,
    spendMinor,
    purchases,
    points,
    birthday,
    joinedAt,
  }));
