import { z } from 'zod';

const pointsByWallet = z.record(z.string(), z.int());

/**
 * What a return gave back whose rest was quoted anew, as later returns of the same purchase have to know it. `earned`
 * are the points it was to take, `used` the promotions that what stayed no longer had.
 */
export const requotedReturnSchema = z.strictObject({
  netMinor: z.int().nonnegative(),
  pointsBack: pointsByWallet,
  earned: pointsByWallet,
  stamps: z.array(z.strictObject({ card: z.string(), earned: z.int(), used: z.int() })),
  used: z.array(z.string()),
});
export type RequotedReturn = z.infer<typeof requotedReturnSchema>;

/** Of the body of a booked return; null when it gave the exact share. */
export const requotedOf = (
  body: Omit<RequotedReturn, 'earned'> & {
    readonly requoted?: { readonly earned: Record<string, number> } | undefined;
  },
): RequotedReturn | null =>
  body.requoted === undefined
    ? null
    : {
        netMinor: body.netMinor,
        pointsBack: body.pointsBack,
        earned: body.requoted.earned,
        stamps: body.stamps,
        used: body.used,
      };
