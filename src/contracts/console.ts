import { z } from 'zod';
import { languageSchema } from './local-text.ts';
import { roleSchema } from './manage.ts';
import { publishedPackSchema } from './manage-packs.ts';
import { packRulesSchema } from './pack-rules.ts';
import { localTextSchema } from './scalars.ts';

// What only the hub's console asks for, besides the calls of `manage.ts`.

/** Whose token it is and what the console may show with it. */
export const signedInSchema = z.strictObject({
  name: z.string(),
  role: roleSchema,
  rights: z.array(z.string()),
  chain: z.strictObject({ id: z.string(), name: z.string() }),
  /** Of the chain: its faults and warnings come in it. */
  language: languageSchema,
  hubTime: z.iso.datetime(),
  version: z.string(),
  packs: packRulesSchema,
  /** Of the program in use, for showing sums and points; null before the first pack. */
  currency: z.string().nullable(),
  wallets: z.array(
    z.strictObject({ id: z.string(), name: localTextSchema, scale: z.int(), value: z.int().positive() }),
  ),
});
export type SignedIn = z.infer<typeof signedInSchema>;

/** A pack with its program as it was published. */
export const packContentsSchema = z.strictObject({ pack: publishedPackSchema, program: z.unknown() });
export type PackContents = z.infer<typeof packContentsSchema>;

/** An id, a card or a phone as somebody typed it: in the body, because addresses get into logs. */
export const findMemberRequestSchema = z.strictObject({ text: z.string().trim().min(1).max(64) });
export const foundMembersSchema = z.strictObject({
  members: z.array(
    z.strictObject({
      id: z.string(),
      by: z.enum(['id', 'card', 'phone']),
      firstName: z.string().nullable(),
      phoneLast4: z.string().nullable(),
      tier: z.string().nullable(),
    }),
  ),
});
export type FoundMembers = z.infer<typeof foundMembersSchema>;
