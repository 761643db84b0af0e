import type { Effect } from '../../contracts/effects.ts';
import { goodsText, onGoods } from './goods.ts';
import { type Terms, textOf } from './terms.ts';

type Of<Type extends Effect['type']> = Extract<Effect, { type: Type }>;
type Describe = { readonly [Type in Effect['type']]: (effect: Of<Type>, terms: Terms) => string };

const units = (quantity: number, { count }: Terms): string =>
  count(quantity, ['штука', 'штуки', 'штук'], ['item', 'items']);

const atMost = (amount: number | null | undefined, { say, money }: Terms): string =>
  amount == null ? '' : say(`, не больше ${money(amount)}`, `, at most ${money(amount)}`);

function amountOff(effect: Of<'amountOff'>, terms: Terms): string {
  const { say, money } = terms;
  const each = {
    receipt: say('с чека', 'off the receipt'),
    line: say('с каждой строки', 'off each line'),
    unit: say('с каждой штуки', 'off each item'),
  }[effect.per];
  return `−${money(effect.amount)} ${each}${onGoods(effect.of, terms)}`;
}

function buyGet({ buy, get }: Of<'buyGet'>, terms: Terms): string {
  const { say, percent } = terms;
  const bought = `${units(buy.quantity, terms)} (${goodsText(buy.of, terms)})`;
  const got = `${units(get.quantity, terms)} (${goodsText(get.of, terms)})`;
  return get.percent >= 100
    ? say(`За ${bought} бесплатно: ${got}`, `Buy ${bought}, get free: ${got}`)
    : say(
        `За ${bought} со скидкой ${percent(get.percent)}: ${got}`,
        `Buy ${bought}, get ${percent(get.percent)} off: ${got}`,
      );
}

function ladder(effect: Of<'ladder'>, terms: Terms): string {
  const { say, money, number, percent } = terms;
  const steps = effect.steps.map(({ from, percent: off }) => {
    const start = effect.by === 'amount' ? money(from) : say(`${number(from)} шт.`, `${number(from)} items`);
    return say(`от ${start} – ${percent(off)}`, `from ${start} ${percent(off)}`);
  });
  return `${say('Скидка ступенями', 'A discount by steps')}: ${steps.join('; ')}${onGoods(effect.of, terms)}`;
}

function points(effect: Of<'points'>, terms: Terms): string {
  const { say, number, percent, money } = terms;
  const { wallet, multiply, percent: share, fixed, perUnit, per, of } = effect;
  const on = onGoods(of, terms);
  if (multiply != null) return `${say('Баллов больше: ×', 'More points: ×')}${number(multiply)}${on}`;
  if (share != null) {
    return `${say(`Баллами ${percent(share)} суммы`, `${percent(share)} back in points`)}${on}`;
  }
  if (fixed != null) return `+${terms.points(wallet, fixed)}${on}`;
  if (perUnit != null) {
    return `+${terms.points(wallet, perUnit)} ${say('за каждую штуку', 'for each item')}${on}`;
  }
  if (per == null) return '';
  return `+${terms.points(wallet, per.points)} ${say('за каждые', 'for every')} ${money(per.amount)}${on}`;
}

function unitsOff(effect: Of<'unitsOff'>, terms: Terms): string {
  const { say, money, percent } = terms;
  const off = effect.percent == null ? money(effect.amount ?? 0) : percent(effect.percent);
  const which = say(
    effect.pick === 'cheapest' ? 'самые дешёвые' : 'самые дорогие',
    effect.pick === 'cheapest' ? 'the cheapest' : 'the dearest',
  );
  return `−${off}: ${units(effect.units, terms)} (${which})${onGoods(effect.of, terms)}${atMost(effect.maxAmount, terms)}`;
}

const describe: Describe = {
  percentOff: (effect, terms) =>
    `−${terms.percent(effect.percent)}${onGoods(effect.of, terms)}${atMost(effect.maxAmount, terms)}`,
  amountOff,
  fixedPrice: ({ price, of }, terms) =>
    `${terms.say('Цена', 'Price')} ${terms.money(price)}${onGoods(of, terms)}`,
  buyGet,
  bundle: ({ items, price }, terms) =>
    `${terms.say('Набор за', 'A set for')} ${terms.money(price)}: ${items
      .map(({ of, quantity }) => `${units(quantity, terms)} (${goodsText(of, terms)})`)
      .join(' + ')}`,
  unitsOff,
  ladder,
  points,
  gift: ({ sku, quantity }, terms) =>
    `${terms.say('Подарок: артикул', 'A gift: item')} ${sku}${quantity > 1 ? ` × ${quantity}` : ''}`,
  coupon: ({ series, validDays }, { say, count }) => {
    const days = count(validDays, ['день', 'дня', 'дней'], ['day', 'days']);
    return say(
      `Купон «${series}» на следующую покупку, действует ${days}`,
      `A coupon "${series}" for the next purchase, valid ${days}`,
    );
  },
  stamp: ({ card, count: much }, { say, count, stampCard }) =>
    `+${count(much, ['наклейка', 'наклейки', 'наклеек'], ['stamp', 'stamps'])} ${say('на карту', 'on the card')} ${stampCard(card)}`,
  message: ({ text, where }, { say, language }) => {
    const place = {
      receipt: say('На чеке', 'On the slip'),
      cashier: say('Кассиру', 'To the cashier'),
      display: say('На экране покупателя', "On the customer's screen"),
    }[where];
    return `${place}: ${say('«', '"')}${textOf(text, language)}${say('»', '"')}`;
  },
};

/** What one effect of a promotion gives, as a person says it. */
export function describeEffect(effect: Effect, terms: Terms): string {
  // The table has a row for every kind; TypeScript cannot see that the row fits its own kind.
  const row = describe[effect.type] as (of: Effect, terms: Terms) => string;
  return row(effect, terms);
}
