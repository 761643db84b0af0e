import { z } from 'zod';
import { versionPattern } from '../shared/version-order.ts';

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime();
const name = z.string().min(1).max(64);

/** A program pack: `signature` is Ed25519 (base64) by `keyId` over the UTF-8 of `manifest`. */
export const packSchema = z.strictObject({
  manifest: z.string().min(2),
  signature: z.string(),
  keyId: z.string(),
  /** The program document's canonical JSON; its SHA-256 stands in the manifest. */
  program: z.string().min(2),
});
export type Pack = z.infer<typeof packSchema>;

/** The earliest version of a till that may use a pack. */
export const leastAgentSchema = z.string().regex(versionPattern, 'Three numbers, such as 0.2.0.');
/** How many receipts of one till may use a promotion under one pack, by promotion. A return gives no use back. */
export const tillCapsSchema = z.record(name, z.int().min(1).max(1_000_000));

export const packManifestSchema = z.strictObject({
  chain: name,
  number: z.int().positive(),
  program: name,
  programSha256: hex64,
  /** Hub time from which every till uses the pack. */
  activateAt: instant,
  publishedAt: instant,
  /** Only tills of these stores use it, until this hub time; without a word of the hub for so long only its safe part. */
  stores: z.array(name).min(1).max(1000).optional(),
  endsAt: instant.optional(),
  leaseHours: z.int().positive().optional(),
  /** A till of an earlier version keeps the pack, says so, and goes on with the one before until it is updated. */
  leastAgent: leastAgentSchema.optional(),
  tillCaps: tillCapsSchema.optional(),
  /** Number of the pack that this one takes back. */
  revokes: z.int().positive().optional(),
});
export type PackManifest = z.infer<typeof packManifestSchema>;
