import type { Program } from '../../contracts/program.ts';
import type { Promotion } from '../../contracts/promotion.ts';
import type { TillCaps } from './till-caps.ts';

/** What costs at most so much, whether or not anybody can be asked: a last minute, and a limit of uses, by member, in all or of the till. */
export const isBounded = ({ id, when, limit }: Promotion, caps: TillCaps = {}): boolean =>
  when.to != null && (limit?.total != null || limit?.perMember != null || Object.hasOwn(caps, id));

/**
 * What a till keeps of its program when it has been alone for longer than the pack was lent to it: points, tiers, stamps
 * and rewards as promised to members, and promotions that end and are capped by themselves. Others may have been taken
 * back long ago.
 */
export const safePart = (program: Program, caps: TillCaps = {}): Program => ({
  ...program,
  promotions: program.promotions.filter((promotion) => isBounded(promotion, caps)),
});
