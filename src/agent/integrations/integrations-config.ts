import { z } from 'zod';
import { idSchema } from '../../contracts/scalars.ts';
import { isKnownZone } from '../../loyalty/time/zone.ts';

const endpointShape = {
  /** Loopback port of its own; 0 takes a free one. */
  port: z.int().min(0).max(65_535),
  /** What the vendor's system sends with every call to prove itself. */
  token: z
    .string()
    .min(16)
    .max(512)
    .regex(/^[\x21-\x7e]+$/, { error: 'A token has no spaces and only ASCII signs.' }),
  /** The wallet that the vendor's one kind of points stands for. */
  wallet: idSchema.default('main'),
};

/** A MoySklad account whose loyalty provider this till is. */
export const moyskladConfigSchema = z.strictObject({
  ...endpointShape,
  /** The zone in which the account writes times without an offset. */
  timezone: z
    .string()
    .refine(isKnownZone, { error: 'This time zone is not known.' })
    .default('Europe/Moscow'),
  /** Ids of the points of sale that may call; without it any of the account. */
  retailStores: z.array(z.string().min(1)).min(1).optional(),
  /** What new customers agree to at the till, word for word; without it nobody is enrolled through this door. */
  consent: z
    .strictObject({ text: z.string().min(1).max(4000), version: z.string().min(1).max(64) })
    .optional(),
});
export type MoyskladConfig = z.infer<typeof moyskladConfigSchema>;

/** A Toast restaurant whose loyalty integration this till is. */
export const toastConfigSchema = z.strictObject({
  ...endpointShape,
  /** Restaurant GUIDs that may call; without it any that has the key. */
  restaurants: z.array(z.string().min(1)).min(1).optional(),
});
export type ToastConfig = z.infer<typeof toastConfigSchema>;

/** Other systems' own protocols that this till answers, each on its own port. */
export const integrationsConfigSchema = z.strictObject({
  moysklad: moyskladConfigSchema.optional(),
  toast: toastConfigSchema.optional(),
});
export type IntegrationsConfig = z.infer<typeof integrationsConfigSchema>;
