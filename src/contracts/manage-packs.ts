import { z } from 'zod';
import { leastAgentSchema, tillCapsSchema } from './pack.ts';
import { idSchema, instantSchema } from './scalars.ts';

// Programs on their way to the tills, as managers ask for them and see them.

export const publishRequestSchema = z.strictObject({
  program: z.unknown(),
  /** Hub time from which every till uses the pack; absent: at once. */
  activateAt: instantSchema.optional(),
  /** Hub time from which no till uses it any more: the pack before it is in force again. */
  endsAt: instantSchema.optional(),
  /** Canary stores: only their tills get the pack. */
  stores: z.array(idSchema).min(1).max(1000).optional(),
  /** Tills of an earlier version stay with the pack before it. */
  leastAgent: leastAgentSchema.optional(),
  /** Receipts of one till that may use a promotion while the pack is in force, by promotion. */
  tillCaps: tillCapsSchema.optional(),
});
export type PublishRequest = z.infer<typeof publishRequestSchema>;
export const publishedPackSchema = z.strictObject({
  number: z.int().positive(),
  program: z.string(),
  programSha256: z.string(),
  activateAt: z.iso.datetime(),
  publishedAt: z.iso.datetime(),
  active: z.boolean(),
  /** `superseded`: a higher number is in use, or will be before this one could start; `ended`: its time is over; `revoked`: somebody took it back. */
  state: z.enum(['scheduled', 'active', 'superseded', 'ended', 'revoked']),
  endsAt: z.iso.datetime().nullable(),
  /** Null: every store. */
  stores: z.array(z.string()).nullable(),
  /** Null: any. */
  leastAgent: z.string().nullable(),
  tillCaps: z.record(z.string(), z.int()),
  /** Names of the tokens of those who made and approved it; null where that was not asked. */
  author: z.string().nullable(),
  approvedBy: z.string().nullable(),
  /** Enrolled tills it is for, and how many of them have said that they checked it and keep it, or a higher one. */
  tills: z.int().nonnegative(),
  staged: z.int().nonnegative(),
  /** Of those tills, the ones whose version is too early for it. */
  tooOld: z.int().nonnegative(),
});
export type PublishedPack = z.infer<typeof publishedPackSchema>;
export const publishResultSchema = z.strictObject({
  pack: publishedPackSchema,
  warnings: z.array(z.strictObject({ path: z.string(), message: z.string() })),
});
export const packListSchema = z.strictObject({ packs: z.array(publishedPackSchema) });

/** A program that waits for its second person. */
export const draftSchema = publishRequestSchema.extend({
  id: z.string(),
  /** Name of the token that made it. */
  author: z.string(),
  createdAt: z.iso.datetime(),
});
export type Draft = z.infer<typeof draftSchema>;
export const draftListSchema = z.strictObject({ drafts: z.array(draftSchema) });
export type DraftList = z.infer<typeof draftListSchema>;
export const draftResultSchema = z.strictObject({
  draft: draftSchema,
  warnings: z.array(z.strictObject({ path: z.string(), message: z.string() })),
});
export const droppedDraftSchema = z.strictObject({ dropped: z.string() });

export const republishRequestSchema = z.strictObject({ activateAt: instantSchema.optional() });
