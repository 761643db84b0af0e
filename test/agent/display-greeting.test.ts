import { expect, it } from 'vitest';
import { displayGreeting } from '../../src/agent/display-greeting.ts';
import type { MemberView } from '../../src/contracts/member-view.ts';
import { displayColumns } from '../../src/drivers/display/cd5220.ts';

const member: MemberView = {
  id: 'm1',
  firstName: 'Анна',
  phoneMasked: null,
  cardMasked: '•••• 0018',
  tier: null,
  nextTier: null,
  wallets: [
    {
      id: 'main',
      name: { ru: 'Баллы', en: 'Points' },
      scale: 0,
      valueMinor: 100,
      balance: 1245,
      spendable: 1245,
      pending: 0,
      expiringSoon: 0,
    },
  ],
  stamps: {},
  birthday: null,
  asOf: '2026-12-05T09:30:00.000Z',
  provisional: false,
};

it('greets a member by name with the balance, in a line that fits', () => {
  expect(displayGreeting({ result: 'member', member }, 'ru')).toEqual([
    'Здравствуйте, Анна',
    'Баллы          1\u00a0245',
  ]);
  const english = displayGreeting({ result: 'member', member: { ...member, firstName: null } }, 'en');
  expect(english).toEqual(['Welcome', 'Points         1,245']);
  expect(english?.[1]).toHaveLength(displayColumns);
});

it('never names what was scanned where it is no member, and is silent about goods and bank cards', () => {
  expect(displayGreeting({ result: 'unknown', identifier: '2900000000018' }, 'ru')).toEqual([
    'Карта не найдена',
    'Спросите кассира',
  ]);
  expect(displayGreeting({ result: 'blocked', member }, 'en')).toEqual([
    'Card is blocked',
    'Ask the cashier',
  ]);
  expect(displayGreeting({ result: 'payment-card' }, 'ru')).toBeNull();
  expect(displayGreeting({ result: 'not-loyalty', code: '4601234567893' }, 'ru')).toBeNull();
});

it('never cuts a name in half', () => {
  const named = (firstName: string) =>
    displayGreeting({ result: 'member', member: { ...member, firstName } }, 'ru')?.[0];
  expect(named('Ия')).toBe('Здравствуйте, Ия');
  expect(named('Александр')).toBe('Александр');
});
