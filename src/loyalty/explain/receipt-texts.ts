import type { Quote } from '../../contracts/quote.ts';
import type { QuoteContext } from '../../contracts/quote-context.ts';
import type { Receipt } from '../../contracts/receipt.ts';
import { counted } from '../../contracts/sentence.ts';
import { couponKey } from '../../shared/coupon-code.ts';
import { formatPoints } from '../../shared/points.ts';
import type { ReasonLanguage } from '../reason-texts.ts';
import { earnedTexts } from './earned.ts';
import type { Quoted } from './quoted.ts';
import { redeemTexts } from './redeemed.ts';
import { tracelessTexts } from './traceless.ts';
import { dateText, inLanguage, tierName, type Words } from './words.ts';

function totalText(words: Words, { net, discount }: Quote['totals']): string {
  const sum = words.money(net);
  if (discount === 0) return words.say({ ru: `к оплате ${sum}`, en: `to pay ${sum}` });
  const saved = words.money(discount);
  return words.say({ ru: `к оплате ${sum}, скидка ${saved}`, en: `to pay ${sum}, ${saved} saved` });
}

/** Goods are called as on the receipt, where they are on it with a name. */
const giftTexts = (words: Words, { gifts }: Quote, lines: Receipt['lines']): string[] =>
  gifts.map(({ promotion, sku, missing }) => {
    const goods = lines.find((line) => line.sku === sku && line.name)?.name ?? sku;
    const add =
      missing === 0
        ? ''
        : words.say({ ru: `, добавьте в чек: ${missing}`, en: `, add to the receipt: ${missing}` });
    return words.say({
      ru: `подарок по «${words.nameOf(promotion)}»: ${goods}${add}`,
      en: `a gift of "${words.nameOf(promotion)}": ${goods}${add}`,
    });
  });

type CouponState = NonNullable<Quote['givenCoupons']>[number]['state'];
const couponStateTexts: Readonly<Record<Exclude<CouponState, 'applied'>, Record<ReasonLanguage, string>>> = {
  idle: { ru: 'действует, но в этом чеке не нужен', en: 'is good, but nothing on this receipt takes it' },
  used: { ru: 'уже использован', en: 'has been used' },
  void: { ru: 'аннулирован', en: 'is void' },
  expired: { ru: 'срок истёк', en: 'has expired' },
  unknown: { ru: 'такого купона нет', en: 'is not known' },
};

/** A code that is on record, but whose state nobody here can vouch for: a till alone for long cannot. */
const uncheckedText: Record<ReasonLanguage, string> = {
  ru: 'без связи с центром сейчас не проверить, попробуйте позже; карта и остальные скидки действуют',
  en: 'cannot be checked now without the hub, try later; the card and the other discounts still count',
};

/** Did the caller know the code and not its state? An absent one is a code that nobody ever heard of. */
const isUnchecked = ({ offline, coupons }: QuoteContext, code: string): boolean =>
  offline || Object.keys(coupons).some((known) => couponKey(known) === couponKey(code));

/** Each code that was given and did nothing, with its reason. */
const givenCouponTexts = (words: Words, { quote: { givenCoupons = [] }, context }: Quoted): string[] =>
  givenCoupons.flatMap(({ code, state }) => {
    if (state === 'applied') return [];
    const text = state === 'unknown' && isUnchecked(context, code) ? uncheckedText : couponStateTexts[state];
    return [words.say({ ru: `купон «${code}»: ${text.ru}`, en: `the coupon "${code}" ${text.en}` })];
  });

const couponTexts = (words: Words, { coupons }: Quote): string[] =>
  coupons.map(({ promotion, validUntil }) =>
    words.say({
      ru: `купон по «${words.nameOf(promotion)}», действует до ${dateText(words, validUntil)}`,
      en: `a coupon of "${words.nameOf(promotion)}", valid until ${dateText(words, validUntil)}`,
    }),
  );

/** Memberships bought here, each till its last day. */
const clubTexts = (words: Words, { clubs }: Quote): string[] =>
  clubs.map(({ club: id, validUntil }) => {
    const name = words.program.program.clubs.find((one) => one.id === id)?.name;
    const called = name == null ? id : inLanguage(name, words.language);
    const until = dateText(words, validUntil);
    return words.say({
      ru: `куплено членство в клубе «${called}», действует до ${until}`,
      en: `a membership of the club "${called}" is bought, valid until ${until}`,
    });
  });

/** What each chosen reward cost: what it took off stands on the lines. */
const rewardTexts = (words: Words, { rewards }: Quote): string[] =>
  rewards.map(({ reward, wallet: id, cost }) => {
    const wallet = words.program.wallets.find((one) => one.id === id);
    const points = `−${formatPoints(cost, wallet?.scale ?? 0, words.language)}`;
    const unit = wallet === undefined ? id : inLanguage(wallet.name, words.language);
    const name = words.nameOf(reward);
    return words.say({
      ru: `награда «${name}»: ${unit} ${points}`,
      en: `reward "${name}": ${unit} ${points}`,
    });
  });

const stampsOf = (words: Words, count: number): string =>
  `${count} ${counted(count, words.language, words.language === 'ru' ? ['штамп', 'штампа', 'штампов'] : ['stamp', 'stamps'])}`;

/** Stamps a full card used up, those earned here, and how many are on the card afterwards. */
const stampTexts = (words: Words, { stamps }: Quote): string[] =>
  stamps.map(({ card, earned, used, total, target }) => {
    const name = words.nameOf(card);
    const spent = stampsOf(words, used);
    const told = [
      ...(used > 0 ? [words.say({ ru: `списано: ${spent}`, en: `${spent} used` })] : []),
      ...(earned > 0 ? [`+${stampsOf(words, earned)}`] : []),
      words.say({ ru: `на карте ${total} из ${target}`, en: `${total} of ${target} on the card` }),
    ];
    return `${words.say({ ru: `«${name}»`, en: `"${name}"` })}: ${told.join(', ')}`;
  });

function tierTexts(words: Words, { tier }: Quote): string[] {
  const { tierRule } = words.program.program;
  const nameOf = (id: string): string => tierName(words, id);
  if (tier?.reached != null) {
    const name = nameOf(tier.reached);
    return [words.say({ ru: `достигнут уровень «${name}»`, en: `the tier "${name}" is reached` })];
  }
  if (tier?.next == null) return [];
  const { id, gap } = tier.next;
  if (tierRule?.by !== 'purchases') {
    const much = words.money(gap);
    return [
      words.say({
        ru: `до уровня «${nameOf(id)}» ещё ${much}`,
        en: `${much} more to the tier "${nameOf(id)}"`,
      }),
    ];
  }
  return [
    words.say({
      ru: `до уровня «${nameOf(id)}» ещё ${gap} ${counted(gap, 'ru', ['покупка', 'покупки', 'покупок'])}`,
      en: `${gap} more ${counted(gap, 'en', ['purchase', 'purchases'])} to the tier "${nameOf(id)}"`,
    }),
  ];
}

/** What a quote says of the receipt as a whole: to pay, paid with points, rewards, earned, coupons, given, and how far the next tier is. */
export function receiptTexts(words: Words, quoted: Quoted): string[] {
  const { quote, receipt } = quoted;
  return [
    totalText(words, quote.totals),
    ...redeemTexts(words, quoted),
    ...rewardTexts(words, quote),
    ...earnedTexts(words, quote),
    ...givenCouponTexts(words, quoted),
    ...giftTexts(words, quote, receipt.lines),
    ...couponTexts(words, quote),
    ...clubTexts(words, quote),
    ...stampTexts(words, quote),
    ...tracelessTexts(words, quote),
    ...tierTexts(words, quote),
  ];
}
