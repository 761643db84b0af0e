import type { Member } from '../../contracts/member.ts';
import type { Promotion } from '../../contracts/promotion.ts';
import type { Rejected } from '../../contracts/quote.ts';
import { counted } from '../../contracts/sentence.ts';
import { formatPoints } from '../../shared/points.ts';
import { reasonTexts } from '../reason-texts.ts';
import { momentOf } from '../stages/facts.ts';
import { parseDay } from '../time/calendar.ts';
import { isHint } from './how-much.ts';
import { inTheWayOf } from './in-the-way.ts';
import type { Quoted } from './quoted.ts';
import { tooLargeText } from './too-large.ts';
import { type Both, nameList, tierName, type Words } from './words.ts';

// Why a promotion or a reward did not apply, with the names and numbers that the reason is about.

const days = (count: number): Both => ({
  ru: `${count} ${counted(count, 'ru', ['дня', 'дней', 'дней'])}`,
  en: `${count} ${counted(count, 'en', ['day', 'days'])}`,
});

function tenureText({ when }: Promotion, member: Member, day: number): Both | null {
  const { min, max } = when.memberForDays ?? {};
  if (member.joinedAt == null)
    return { ru: 'неизвестно, когда вступил покупатель', en: 'it is not known when the customer joined' };
  const passed = Math.max(0, day - parseDay(member.joinedAt));
  if (min != null && passed < min) {
    const needed = days(min);
    return {
      ru: `нужно участвовать от ${needed.ru}, сейчас ${passed}`,
      en: `needs ${needed.en} of membership, now ${passed}`,
    };
  }
  if (max == null) return null;
  if (max === 0) return { ru: 'только в день вступления', en: 'only on the day of joining' };
  const most = days(max);
  return {
    ru: `не позже ${most.ru} после вступления, сейчас ${passed}`,
    en: `no later than ${most.en} after joining, now ${passed}`,
  };
}

/** Over how many days purchases are counted; nothing where it is all of them. */
const overDays = (windowDays: number | null | undefined): Both =>
  windowDays == null
    ? { ru: '', en: '' }
    : {
        ru: ` за ${windowDays} ${counted(windowDays, 'ru', ['день', 'дня', 'дней'])}`,
        en: ` in ${days(windowDays).en}`,
      };

function purchasesText({ when }: Promotion, { purchases }: Member, over: Both): Both | null {
  const { min, max } = when.purchases ?? {};
  if (min != null && purchases < min) {
    const more = min - purchases;
    return {
      ru: `после ${min} ${counted(min, 'ru', ['покупки', 'покупок', 'покупок'])}${over.ru}, было ${purchases}: ещё ${more} ${counted(more, 'ru', ['покупка', 'покупки', 'покупок'])}, считая эту`,
      en: `after ${min} ${counted(min, 'en', ['purchase', 'purchases'])}${over.en}, so far ${purchases}: ${more} more, counting this one`,
    };
  }
  if (max == null) return null;
  const place = purchases + 1;
  return max === 0
    ? {
        ru: `только на первую покупку${over.ru}, эта ${place}-я`,
        en: `only for the first purchase${over.en}, this is number ${place}`,
      }
    : {
        ru: `только до ${max + 1}-й покупки${over.ru}, эта ${place}-я`,
        en: `only up to purchase number ${max + 1}${over.en}, this is number ${place}`,
      };
}

function tierText(words: Words, { when }: Promotion): Both | null {
  const tiers = when.tiers ?? [];
  if (tiers.length === 0) return null;
  const names = nameList(
    words,
    tiers.map((id) => tierName(words, id)),
  );
  return tiers.length === 1
    ? { ru: `только для уровня ${names}`, en: `only for the tier ${names}` }
    : { ru: `только для уровней ${names}`, en: `only for the tiers ${names}` };
}

/** A reward that points do not last for: what it costs, and what may be spent after the rewards that were taken. */
function pointsText({ program, member, context, quote }: Quoted, words: Words, id: string): Both | null {
  const reward = program.program.rewards.find((one) => one.id === id);
  const wallet = program.wallets.find((one) => one.id === reward?.wallet);
  if (reward === undefined || wallet === undefined) return null;
  const known =
    context.allowance === null ? member?.wallets[wallet.id]?.spendable : context.allowance[wallet.id];
  const spent = quote.rewards.reduce((sum, one) => sum + (one.wallet === wallet.id ? one.cost : 0), 0);
  const show = (points: number): string => formatPoints(points, wallet.scale, words.language);
  const left = show(Math.max(0, (known ?? 0) - spent));
  return {
    ru: `не хватает баллов: награда стоит ${show(reward.cost)}, можно списать ${left}`,
    en: `not enough points: it costs ${show(reward.cost)}, ${left} can be spent`,
  };
}

/** Without a common group two promotions meet as multipliers of the same points only: the larger one counts. */
function lostText(words: Words, id: string, to: string): Both {
  const winner = nameList(words, [words.nameOf(to)]);
  const groupOf = (wanted: string) =>
    words.program.program.promotions.find((one) => one.id === wanted)?.group ?? null;
  const group = groupOf(id);
  return group !== null && group === groupOf(to)
    ? { ru: `выгоднее ${winner}`, en: `${winner} saves more` }
    : {
        ru: `баллы умножаются один раз, по ${winner}`,
        en: `points are multiplied once, by ${winner}`,
      };
}

/** The reason with its names and numbers; null where the plain sentence says all there is. */
function detailOf(quoted: Quoted, words: Words, entry: Rejected): Both | null {
  const { promotion: id, reason, to } = entry;
  const { program, member, receipt, quote } = quoted;
  if (reason === 'points') return pointsText(quoted, words, id);
  if (reason === 'lost-to' && to !== undefined) return lostText(words, id, to);
  if (reason === 'exclusive') {
    const names = inTheWayOf(program, id, receipt.lines, quote).map(words.nameOf);
    const list = nameList(words, names);
    return names.length === 0
      ? null
      : { ru: `не складывается с ${list}`, en: `does not combine with ${list}` };
  }
  const promotion = program.program.promotions.find((one) => one.id === id);
  if (promotion === undefined)
    return reason === 'not-a-member' && program.program.clubs.some((club) => club.id === id)
      ? {
          ru: 'членство не куплено: чек без карты участника',
          en: 'no membership is bought: the receipt has no member',
        }
      : null;
  if (!isHint(entry) && reason === 'basket-amount') return tooLargeText(quoted, words, promotion, 'amount');
  if (!isHint(entry) && reason === 'basket-quantity')
    return tooLargeText(quoted, words, promotion, 'quantity');
  if (reason === 'tier') return tierText(words, promotion);
  if (member === null) return null;
  if (reason === 'tenure') return tenureText(promotion, member, momentOf(program, receipt.at).day);
  return reason === 'purchases'
    ? purchasesText(promotion, member, overDays(program.program.tierRule?.windowDays))
    : null;
}

/** "золотая: только для уровня «Золото»". */
export const refusalText = (quoted: Quoted, words: Words, entry: Rejected): string =>
  `${words.nameOf(entry.promotion)}: ${words.say(detailOf(quoted, words, entry) ?? reasonTexts[entry.reason])}`;
