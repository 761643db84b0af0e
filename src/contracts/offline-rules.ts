import { z } from 'zod';

/** Limits of offline spending that hold for one wallet instead of those of the chain. */
export const walletOfflineSchema = z.strictObject({
  maxPoints: z.int().nonnegative().optional(),
  sharePercent: z.int().min(0).max(100).optional(),
  unitPoints: z.int().nonnegative().optional(),
  keepPercent: z.int().min(0).max(100).optional(),
});

/** What may be spent while the hub is away, or without a word of it. */
export const offlineRulesSchema = z.strictObject({
  maxPoints: z.int().nonnegative(),
  sharePercent: z.int().min(0).max(100),
  maxBalanceAgeHours: z.int().positive(),
  maxHours: z.int().positive(),
  /** The tills of a store share it between them; absent: every till may let so much go by itself. */
  sharedInStore: z.boolean().optional(),
  /** Most points of all members that one till lets go between two contacts; absent: ten times `maxPoints`. */
  unitPoints: z.int().nonnegative().optional(),
  /** Other limits for single wallets. */
  wallets: z.record(z.string(), walletOfflineSchema).optional(),
  /** While the hub answers, only points that it has set aside here are spent; absent: all that the till knows of. */
  leases: z
    .strictObject({
      /** Part of the balance that stays with the till after the visit, and for how long. */
      keepPercent: z.int().min(0).max(100),
      hours: z.int().positive(),
    })
    .optional(),
});
export type OfflineRules = z.infer<typeof offlineRulesSchema>;

/** Where the chain says nothing of what one unit may let go in all, it is that of so many members. */
const usualMembers = 10;

/** The limits of offline spending that hold for a wallet. */
export function walletRules(
  rules: OfflineRules,
  wallet: string,
): Pick<OfflineRules, 'maxPoints' | 'sharePercent'> {
  const own = rules.wallets?.[wallet];
  return {
    maxPoints: own?.maxPoints ?? rules.maxPoints,
    sharePercent: own?.sharePercent ?? rules.sharePercent,
  };
}

/** Most points of a wallet, of all members together, that one unit lets go between two contacts. */
export const unitPointsOf = (rules: OfflineRules, wallet: string): number =>
  rules.wallets?.[wallet]?.unitPoints ??
  rules.unitPoints ??
  usualMembers * walletRules(rules, wallet).maxPoints;
