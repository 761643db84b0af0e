import { z } from 'zod';

/** What a register or a cashier window may see of a member: no full phone, no surname. */
export const memberViewSchema = z.strictObject({
  id: z.string(),
  /** `gift`: a gift card and nobody's membership; absent for a person. */
  kind: z.literal('gift').optional(),
  /** First name, or null where the member gave none. */
  firstName: z.string().nullable(),
  /** Like `+7 *** ***-12-34`; null without a phone. */
  phoneMasked: z.string().nullable(),
  /** Last digits of the card, like `•••• 0017`; null without a card. */
  cardMasked: z.string().nullable(),
  tier: z.strictObject({ id: z.string(), name: z.record(z.string(), z.string()) }).nullable(),
  /** The next tier and the money (minor units) or points still missing to it; null at the top. */
  nextTier: z
    .strictObject({ id: z.string(), name: z.record(z.string(), z.string()), missing: z.int().nonnegative() })
    .nullable(),
  wallets: z.array(
    z.strictObject({
      id: z.string(),
      name: z.record(z.string(), z.string()),
      scale: z.int(),
      /** Minor units of money that one whole point pays for. */
      valueMinor: z.int(),
      /** Points that are active now, whether or not they may be spent here. */
      balance: z.int(),
      /** Points this till may take now (offline: its allowance). */
      spendable: z.int(),
      pending: z.int(),
      expiringSoon: z.int(),
    }),
  ),
  stamps: z.record(z.string(), z.int()),
  /** `--MM-DD`, without the year. */
  birthday: z.string().nullable(),
  /** When the hub last told this till about the member, ISO 8601. */
  asOf: z.string(),
  /** True while the till works without the hub, so the balance may be behind. */
  provisional: z.boolean(),
});
export type MemberView = z.infer<typeof memberViewSchema>;
