import type { Program } from '../../contracts/program.ts';

/** How many receipts of one till may use a promotion, by promotion. */
export type TillCaps = Readonly<Record<string, number>>;

/** More than any chain's receipts: a limit in total that only a till's own cap can fill. */
const beyondReach = 1_000_000_000;
/** Every use that is left is taken, whatever the limit. */
const allTaken = Number.MAX_SAFE_INTEGER;

/** The program as a till with caps reads it: a capped promotion has a limit in total, so that its uses are asked for. */
export const withTillCaps = (program: Program, caps: TillCaps): Program =>
  Object.keys(caps).length === 0
    ? program
    : {
        ...program,
        promotions: program.promotions.map((promotion) =>
          Object.hasOwn(caps, promotion.id)
            ? { ...promotion, limit: { ...promotion.limit, total: promotion.limit?.total ?? beyondReach } }
            : promotion,
        ),
      };

/** Uses as a quote is told them: of a promotion whose cap is full here, all there could be. */
export function usesUnderCaps(
  uses: Readonly<Record<string, number>>,
  caps: TillCaps,
  usedHere: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const full = Object.entries(caps).filter(([id, most]) => (usedHere[id] ?? 0) >= most);
  return full.length === 0 ? uses : { ...uses, ...Object.fromEntries(full.map(([id]) => [id, allTaken])) };
}
