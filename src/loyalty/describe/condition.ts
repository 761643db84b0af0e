import type { BasketCondition, Promotion, PromotionCondition } from '../../contracts/promotion.ts';
import { goodsText } from './goods.ts';
import type { Terms } from './terms.ts';

const dayNames = {
  ru: ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const;

/** `2026-12-05T12:30` as `05.12.2026 12:30` in Russian and `2026-12-05 12:30` in English. */
export function minuteText(minute: string, { language }: Pick<Terms, 'language'>): string {
  const [date = '', time = ''] = minute.split('T');
  return `${language === 'en' ? date : date.split('-').reverse().join('.')} ${time}`;
}

/** From when to when a promotion is in force; null where it has neither start nor end. */
export function periodText({ from, to }: PromotionCondition, terms: Terms): string | null {
  const { say } = terms;
  const start = from == null ? '' : say(`с ${minuteText(from, terms)}`, `from ${minuteText(from, terms)}`);
  const end = to == null ? '' : say(`по ${minuteText(to, terms)}`, `to ${minuteText(to, terms)}`);
  const words = [start, end].filter((part) => part !== '').join(' ');
  return words === '' ? null : words;
}

function basketText(basket: BasketCondition, terms: Terms): string {
  const { say, money, number } = terms;
  const { of, minAmount, maxAmount, minQuantity, maxQuantity } = basket;
  const parts = [
    ...(minAmount == null ? [] : [say(`от ${money(minAmount)}`, `${money(minAmount)} or more`)]),
    ...(maxAmount == null ? [] : [say(`до ${money(maxAmount)}`, `up to ${money(maxAmount)}`)]),
    ...(minQuantity == null
      ? []
      : [say(`от ${number(minQuantity)} шт.`, `${number(minQuantity)} items or more`)]),
    ...(maxQuantity == null
      ? []
      : [say(`до ${number(maxQuantity)} шт.`, `up to ${number(maxQuantity)} items`)]),
  ];
  const goods = Object.keys(of).length === 0 ? '' : ` (${goodsText(of, terms)})`;
  return `${say('в чеке', 'on the receipt')} ${parts.join(', ')}${goods}`;
}

type Range = NonNullable<PromotionCondition['purchases']>;
function rangeText({ min, max }: Range, { say }: Terms): string {
  if (min != null && max != null) return min === max ? `${min}` : `${min}–${max}`;
  return min != null ? say(`от ${min}`, `${min} or more`) : say(`до ${max}`, `up to ${max}`);
}

function peopleTexts(when: PromotionCondition, terms: Terms): string[] {
  const { say, tier, club } = terms;
  const { audience, tiers, segments, clubs, birthday, memberForDays, purchases } = when;
  return [
    ...(audience === 'members' ? [say('участникам программы', 'for members')] : []),
    ...(audience === 'guests' ? [say('покупателям без карты', 'for guests')] : []),
    ...(tiers === undefined
      ? []
      : [say(`уровни ${tiers.map(tier).join(', ')}`, `tiers ${tiers.map(tier).join(', ')}`)]),
    ...(segments === undefined
      ? []
      : [say(`сегменты ${segments.join(', ')}`, `segments ${segments.join(', ')}`)]),
    ...(clubs === undefined
      ? []
      : [say(`клубы ${clubs.map(club).join(', ')}`, `clubs ${clubs.map(club).join(', ')}`)]),
    ...(birthday == null
      ? []
      : [
          say(
            `к дню рождения (дней до: ${birthday.before}, после: ${birthday.after})`,
            `around the birthday (days before: ${birthday.before}, after: ${birthday.after})`,
          ),
        ]),
    ...(memberForDays == null
      ? []
      : [
          say(
            `дней в программе: ${rangeText(memberForDays, terms)}`,
            `days a member: ${rangeText(memberForDays, terms)}`,
          ),
        ]),
    ...(purchases == null
      ? []
      : [
          say(
            `покупок раньше: ${rangeText(purchases, terms)}`,
            `purchases before: ${rangeText(purchases, terms)}`,
          ),
        ]),
  ];
}

/** When and for whom, a part each; nothing where the promotion is for everyone always. */
export function whenTexts(when: PromotionCondition, terms: Terms): string[] {
  const { say, language } = terms;
  const period = periodText(when, terms);
  const { weekdays, hours, stores, coupon, basket } = when;
  const baskets = basket == null ? [] : Array.isArray(basket) ? basket : [basket];
  return [
    ...(period === null ? [] : [period]),
    ...(weekdays === undefined ? [] : [weekdays.map((day) => dayNames[language][day - 1]).join(', ')]),
    ...(hours === undefined ? [] : [hours.map(([start, end]) => `${start}–${end}`).join(', ')]),
    ...(stores === undefined
      ? []
      : [say(`магазины: ${stores.slice(0, 6).join(', ')}`, `stores: ${stores.slice(0, 6).join(', ')}`)]),
    ...peopleTexts(when, terms),
    ...(coupon == null
      ? []
      : [
          typeof coupon === 'string'
            ? say(`по коду ${coupon}`, `with the code ${coupon}`)
            : say(`по купону серии «${coupon.series}»`, `with a coupon of the series "${coupon.series}"`),
        ]),
    ...baskets.map((one) => basketText(one, terms)),
  ];
}

/** How often at most, a part each; nothing where there is no limit. */
export function limitTexts(limit: Promotion['limit'], { say, count }: Terms): string[] {
  if (limit == null) return [];
  const { perReceipt, perMember, perMemberDays, total } = limit;
  const days = perMemberDays == null ? '' : count(perMemberDays, ['день', 'дня', 'дней'], ['day', 'days']);
  const times = (value: number): string => count(value, ['раз', 'раза', 'раз'], ['time', 'times']);
  return [
    ...(perReceipt == null ? [] : [say(`в чеке ${times(perReceipt)}`, `${times(perReceipt)} a receipt`)]),
    ...(perMember == null
      ? []
      : [
          say(
            `участнику ${times(perMember)}${days === '' ? '' : ` за ${days}`}`,
            `${times(perMember)} a member${days === '' ? '' : ` in ${days}`}`,
          ),
        ]),
    ...(total == null ? [] : [say(`всего ${times(total)}`, `${times(total)} in all`)]),
  ];
}
