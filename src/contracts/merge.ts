import { z } from 'zod';

const id = z.string().min(1).max(64);

/** What is `source`'s becomes `target`'s, once a second person has approved it. */
export const mergeRequestSchema = z
  .strictObject({ source: id, target: id })
  .refine(({ source, target }) => source !== target, { error: 'Name two members.' });

/** `approvedBy` and `doneAt` are null while it waits. Names are those of manager tokens. */
export const mergeSchema = z.strictObject({
  source: id,
  target: id,
  author: z.string(),
  createdAt: z.iso.datetime(),
  approvedBy: z.string().nullable(),
  doneAt: z.iso.datetime().nullable(),
});
export type Merge = z.infer<typeof mergeSchema>;
/** Those that wait first, then the newest; two hundred at most. */
export const mergeListSchema = z.strictObject({ merges: z.array(mergeSchema) });
export type MergeList = z.infer<typeof mergeListSchema>;
export const droppedMergeSchema = z.strictObject({ dropped: id });
