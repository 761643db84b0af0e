import { base, type ProgramTemplate, roubleWallet } from './template.ts';

const end = '2036-12-31T23:59';

/** A brand of the coalition: its goods are marked by brand and earn at its own rate. */
const partner = (id: string, ru: string, en: string, percent: number) => ({
  id: `earn-${id}`,
  name: { ru, en },
  when: { audience: 'members' as const, to: end },
  then: [{ type: 'points' as const, wallet: 'coalition', percent, of: { brand: [id] } }],
});

export const coalition: ProgramTemplate = {
  id: 'coalition',
  name: { ru: 'Коалиция трёх брендов', en: 'Coalition of three brands' },
  about: {
    ru: 'Общие баллы в продуктах, аптеке и на заправке, у каждого бренда свой процент. Баллы аптеки тратятся только в ней.',
    en: 'Shared points at the grocer, the pharmacy and the petrol station, each with its own rate. Pharmacy points pay there only.',
  },
  program: {
    ...base,
    id: 'coalition',
    wallets: [
      { ...roubleWallet, id: 'coalition', name: { ru: 'общие баллы', en: 'shared points' } },
      {
        ...roubleWallet,
        id: 'pharmacy',
        name: { ru: 'баллы аптеки', en: 'pharmacy points' },
        expireAfterDays: 90,
        redeem: { maxShare: 100, minPayable: 100, of: { brand: ['pharmacy'] } },
      },
    ],
    promotions: [
      partner('grocer', 'Продукты: 2 %', 'Grocer: 2 %', 2),
      partner('fuel', 'Заправка: 1 %', 'Petrol: 1 %', 1),
      partner('pharmacy', 'Аптека: 3 %', 'Pharmacy: 3 %', 3),
      {
        id: 'pharmacy-own',
        name: { ru: 'Аптека: ещё 5 % своими баллами', en: 'Pharmacy: 5 % more in its own points' },
        when: { audience: 'members', to: end },
        then: [{ type: 'points', wallet: 'pharmacy', percent: 5, of: { brand: ['pharmacy'] } }],
      },
      {
        id: 'cross',
        name: { ru: 'Полный бак и продукты: +50', en: 'Full tank and groceries: +50' },
        when: {
          audience: 'members',
          to: end,
          basket: [
            { of: { brand: ['fuel'] }, minAmount: 200_000 },
            { of: { brand: ['grocer'] }, minAmount: 100_000 },
          ],
        },
        then: [{ type: 'points', wallet: 'coalition', fixed: 50 }],
      },
    ],
  },
};
