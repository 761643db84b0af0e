import type { EnrolResult } from '../contracts/sync.ts';

/** Who this till is, as the hub said when it was enrolled. The private key is kept elsewhere. */
export type TillIdentity = EnrolResult & { readonly hubUrl: string };
