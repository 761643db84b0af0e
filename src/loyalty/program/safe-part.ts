import type { Program } from '../../contracts/program.ts';
import type { Promotion } from '../../contracts/promotion.ts';

/** What costs at most so much, whether or not anybody can be asked: a last minute, and a limit of uses. */
export const isBounded = ({ when, limit }: Promotion): boolean =>
  when.to != null && (limit?.total != null || limit?.perMember != null);

/**
 * What a till keeps of its program when it has been alone for longer than the pack was lent to it: points, tiers, stamps
 * and rewards as promised to members, and promotions that end and are capped by themselves. Others may have been taken
 * back long ago.
 */
export const safePart = (program: Program): Program => ({
  ...program,
  promotions: program.promotions.filter(isBounded),
});
