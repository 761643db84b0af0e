import type { EnrolResult } from '../contracts/sync.ts';

/**
 * Who this till is, as the hub said when it was enrolled. The private key is kept elsewhere; `publicKey` (raw, base64) is
 * its other half, absent where a till was enrolled by an earlier version.
 */
export type TillIdentity = EnrolResult & { readonly hubUrl: string; readonly publicKey?: string };
