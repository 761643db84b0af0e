import type { Goods } from '../../contracts/goods.ts';
import type { Language } from '../../contracts/local-text.ts';
import { demoGoods, withCheckDigit } from './goods.ts';
import { type DemoMember, demoMembers } from './members.ts';

/** An item of the demo's bench: what lies on the counter, and the text a scanner reads from it. */
export type DemoBenchItem = {
  readonly id: string;
  readonly kind: 'card' | 'phone' | 'app' | 'unknown' | 'bank-card' | 'goods';
  readonly label: Readonly<Record<string, string>>;
  readonly printed: string;
  readonly text: string;
};

const tierNames = {
  bronze: { ru: 'бронза', en: 'bronze' },
  silver: { ru: 'серебро', en: 'silver' },
  gold: { ru: 'золото', en: 'gold' },
} as const;

const memberItem = (member: DemoMember, index: number): DemoBenchItem => {
  const label = {
    ru: `${member.firstName}, ${tierNames[member.tier].ru}`,
    en: `${member.firstName}, ${tierNames[member.tier].en}`,
  };
  // Every other customer shows the app's QR instead of plastic.
  return index % 2 === 0
    ? { id: `card-${member.id}`, kind: 'card', label, printed: member.card, text: `]E0${member.card}` }
    : {
        id: `app-${member.id}`,
        kind: 'app',
        label,
        printed: member.card,
        text: `]Q3kopilka:card:${member.card}`,
      };
};

const goodsItem = (goods: Goods): DemoBenchItem => ({
  id: `goods-${goods.sku}`,
  kind: 'goods',
  label: { ru: goods.name, en: goods.name },
  printed: goods.sku,
  text: `]E0${goods.sku}`,
});

/** Milk, bread, croissant, coffee and wine: something for every promotion. */
const onTheCounter = new Set([0, 8, 10, 28, 44]);

/** A number of the chain's range that nobody has. */
const strangersCard = withCheckDigit('290099999999');

/** 4000 0000 0000 0002 is a test number of the payment industry: it passes the check digit and pays nothing. */
const strangers: readonly DemoBenchItem[] = [
  {
    id: 'unknown-card',
    kind: 'unknown',
    label: { ru: 'Карта другой сети', en: "Another chain's card" },
    printed: strangersCard,
    text: `]E0${strangersCard}`,
  },
  {
    id: 'bank-card',
    kind: 'bank-card',
    label: { ru: 'Банковская карта', en: 'Bank card' },
    printed: '4000 •••• •••• 0002',
    text: ';4000000000000002=29122010000000000000?',
  },
];

export const demoBenchItems = (language: Language): DemoBenchItem[] => [
  ...demoMembers(language).slice(0, 5).map(memberItem),
  ...strangers,
  ...demoGoods(language)
    .filter((_goods, index) => onTheCounter.has(index))
    .map(goodsItem),
];
