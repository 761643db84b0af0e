import { z } from 'zod';

/** Bytes of every piece of the file but the last. */
export const SNAPSHOT_CHUNK_BYTES = 1024 * 1024;
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * All members of a chain as one SQLite file, for a till that has none yet. Tables of the file: `members` (id, record: a
 * `MemberRecord` without its lots as JSON), `lots`, as `MemberRecord` has them, and `identifiers` (kind `card` or `phone`,
 * value, member_id) in their own order, which is that of the till's table: rows that come in order cost a till a tenth. It holds what pulling the stream `members` from 0 to `cursor` would have told, and nothing
 * of a journal that the calling till goes on with.
 */
export const memberSnapshotSchema = z.strictObject({
  format: z.literal(2),
  chain: z.string().min(1).max(64),
  /** Of the hub's data; another life of them has other cursors. */
  generation: z.string().min(1).max(64),
  /** Where pulling goes on. */
  cursor: z.int().nonnegative(),
  members: z.int().nonnegative(),
  /** Hub time for which it holds: when its making began. */
  asOfMs: z.int(),
  bytes: z.int().positive(),
  /** SHA-256 of each piece in its order, hex. */
  chunks: z.array(hex64).min(1).max(1_000_000),
});
export type MemberSnapshot = z.infer<typeof memberSnapshotSchema>;

/** `GET /v1/snapshot/members`. `signature`: Ed25519 (base64) by `keyId` over `snapshotSignatureText(manifest)`. */
export const signedSnapshotSchema = z.strictObject({
  /** SHA-256 of `manifest`, hex: names the file when its pieces are asked for. */
  id: hex64,
  /** `MemberSnapshot` as JSON. */
  manifest: z.string().min(2),
  signature: z.string(),
  keyId: z.string(),
  hubTimeMs: z.int(),
});
export type SignedSnapshot = z.infer<typeof signedSnapshotSchema>;

export const snapshotSignatureText = (manifest: string): string => `kopilka-snapshot:${manifest}`;

/** The file with all members for new tills; `isBuilding`: it is not ready yet, ask again. */
export const snapshotStateSchema = z.union([
  z.strictObject({ isBuilding: z.literal(true) }),
  z.strictObject({
    isBuilding: z.literal(false),
    members: z.int().nonnegative(),
    bytes: z.int().positive(),
    cursor: z.int().nonnegative(),
  }),
]);
export type SnapshotState = z.infer<typeof snapshotStateSchema>;
