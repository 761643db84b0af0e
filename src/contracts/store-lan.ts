import { z } from 'zod';

/** Major version of what tills of one store say to each other; part of the path. */
export const STORE_LAN_PROTOCOL = 1;
export const rightsPath = `/v${STORE_LAN_PROTOCOL}/rights`;

const name = z.string().min(1).max(64);

/** The tills of one store that share what may be spent offline, and the keys they sign with. */
export const storeRosterSchema = z.strictObject({
  chain: name,
  store: name,
  tills: z
    .array(z.strictObject({ till: name, /** Raw Ed25519, base64. */ publicKey: z.string().min(40).max(64) }))
    .max(500),
});
export type StoreRoster = z.infer<typeof storeRosterSchema>;

/** `signature`: Ed25519 (base64) by the hub's key `keyId` over the UTF-8 of `roster`, canonical JSON of a `StoreRoster`. */
export const signedRosterSchema = z.strictObject({
  roster: z.string().min(2),
  signature: z.string(),
  keyId: z.string(),
});
export type SignedRoster = z.infer<typeof signedRosterSchema>;

/**
 * A till asks another for its right to spend points of a member. The same `transferId` gets the same answer whenever it
 * comes, so that a lost answer costs nothing.
 */
export const rightsRequestSchema = z.strictObject({
  transfers: z
    .array(
      z.strictObject({
        transferId: z.uuid(),
        member: name,
        wallet: name,
        /** In 10^-scale points: as much as the asking till could use. */
        points: z.int().positive(),
      }),
    )
    .min(1)
    .max(50),
});
export type RightsRequest = z.infer<typeof rightsRequestSchema>;

/** What was given, 0 where nothing was free. */
export const rightsAnswerSchema = z.strictObject({
  given: z.array(z.strictObject({ transferId: z.uuid(), points: z.int().nonnegative() })).max(50),
});
export type RightsAnswer = z.infer<typeof rightsAnswerSchema>;

/** What a till signs for a request: its own id is part of it. */
export const lanRequestSignatureText = (request: {
  readonly till: string;
  readonly nonce: string;
  readonly bodySha256: string;
}): string => `kopilka-rights-request\n${request.till}\n${request.nonce}\n${request.bodySha256}`;

/** What a till signs for an answer to another: `nonce` is the one of the request, so that no old answer fits. */
export const lanAnswerSignatureText = (answer: {
  readonly nonce: string;
  readonly bodySha256: string;
}): string => `kopilka-rights-answer\n${answer.nonce}\n${answer.bodySha256}`;
