import { z } from 'zod';
import { purchaseCouponsSchema, returnCouponsSchema } from './coupon.ts';
import { auditBodySchema, fraudRulesSchema, staffMemberSchema } from './fraud.ts';
import { leaseReportSchema, signedStopListSchema } from './leases.ts';
import { lotSchema, postingSchema } from './ledger.ts';
import { languageSchema } from './local-text.ts';
import { logLevelSchema } from './log-level.ts';
import { memberClubs } from './member-clubs.ts';
import { offlineRulesSchema } from './offline-rules.ts';
import { fiscalSchema, tenderSchema } from './pos-api.ts';
import { quoteSchema } from './quote.ts';
import { receiptSchema } from './receipt.ts';
import { requotedReturnSchema } from './requoted-return.ts';
import { signedRosterSchema } from './store-lan.ts';

/** Major version of the till-hub protocol; part of every path. */
export const SYNC_PROTOCOL = 1;
/** Limits of one push, whichever is met first. */
export const PUSH_MAX_OPERATIONS = 500;
export const PUSH_MAX_BYTES = 256 * 1024;
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
/** The head of an empty journal. */
export const GENESIS_HASH = '0'.repeat(64);
const instant = z.iso.datetime();
const name = z.string().min(1).max(64);

/** Time as the till saw it when the operation was made: evidence, not truth. Milliseconds. */
export const operationClockSchema = z.strictObject({
  wallMs: z.int(),
  monotonicMs: z.number(),
  bootId: z.string().max(64),
  /** Hub time minus till wall time at the last contact; null before the first. */
  hubOffsetMs: z.int().nullable(),
  /** The till had not met its hub since it started: its time is a guess by a clock that may have been moved. */
  guessed: z.literal(true).optional(),
});

/** A confirmed receipt with everything the hub needs to check it again. */
export const purchaseBodySchema = z.strictObject({
  purchaseId: name,
  member: name.nullable(),
  receipt: receiptSchema,
  quote: quoteSchema,
  fiscal: fiscalSchema,
  tenders: z.array(tenderSchema).max(20),
  postings: z.array(postingSchema).max(500),
  /** Lots that the postings create. */
  lots: z.array(lotSchema).max(100),
  /** Lots that were spent from, as they were before: a return puts points back into them with their own expiry. */
  spentFrom: z.array(lotSchema).max(500).optional(),
  /** Coupons of series made and used here; absent where there are none. */
  coupons: purchaseCouponsSchema.optional(),
  /** Of the points spent, those that the hub had set aside for this unit; the rest came out of its allowance. */
  leases: z
    .array(z.strictObject({ id: z.string().min(1).max(64), wallet: name, points: z.int().positive() }))
    .max(200)
    .optional(),
  /** What the quote rested on (`contracts/seen.ts`). Evidence: whatever stands here, the sale is booked. */
  seen: z.unknown().optional(),
});
export type PurchaseBody = z.infer<typeof purchaseBodySchema>;

/** A return of lines of a purchase: exactly the share its quote stored for them, or with `requoted` what was paid beyond the price of what stays. */
export const returnBodySchema = z.strictObject({
  returnId: name,
  purchaseId: name,
  /** Id of the operation that booked the purchase, here or at another till, and its instant. */
  purchaseOperation: z.uuid(),
  purchasedAt: instant,
  member: name.nullable(),
  lines: z
    .array(z.strictObject({ id: z.string().min(1).max(64), quantity: z.number().positive() }))
    .min(1)
    .max(1000),
  /** Minor units: the share of the net, what is kept of it for points already spent, and what is paid out. */
  netMinor: z.int().nonnegative(),
  withheldMinor: z.int().nonnegative(),
  refundMinor: z.int().nonnegative(),
  /** Points by wallet put back and taken, in 10^-scale points. */
  pointsBack: z.record(z.string(), z.int()),
  pointsTaken: z.record(z.string(), z.int()),
  stamps: z.array(z.strictObject({ card: name, earned: z.int(), used: z.int() })),
  /** Nothing of the purchase is left: the visit, uses of promotions and the tier it gave are undone. */
  whole: z.boolean(),
  used: z.array(z.string()),
  clubs: z.array(z.string()),
  /** Paid days of these clubs that go back; where it is absent, the whole of what the purchase bought of them. */
  clubDays: z.record(z.string(), z.int().positive()).optional(),
  tier: z.strictObject({ from: z.string(), to: z.string().nullable() }).nullable(),
  postings: z.array(postingSchema).max(1000),
  /** Lots that the postings create: points whose own lot has expired get a time of grace. */
  lots: z.array(lotSchema).max(100),
  /** Lots that were used up and get points back, as they were, `remaining` 0. */
  restored: z.array(lotSchema).max(500),
  /** Coupons of the purchase, where it came back whole. */
  coupons: returnCouponsSchema.optional(),
  /** Points by wallet that it was to take; only where the rest was quoted anew. */
  requoted: z.strictObject({ earned: z.record(z.string(), z.int()) }).optional(),
});
export type ReturnBody = z.infer<typeof returnBodySchema>;

/** Points that a manager gave by hand, with the reason in that person's words. */
export const creditBodySchema = z.strictObject({
  member: name,
  wallet: name,
  /** In 10^-scale points. */
  points: z.int().positive(),
  reason: z.string().min(1).max(200),
  /** Staff ids: whose PIN allowed it, and who typed it in. */
  approvedBy: name,
  cashier: name.nullable(),
  postings: z.array(postingSchema).max(2),
  lots: z.array(lotSchema).max(1),
});
export type CreditBody = z.infer<typeof creditBodySchema>;

/** A member enrolled at a till. Name, phone, birthday travel beside the operation: the journal is kept for ever, they are not. */
export const enrolmentBodySchema = z.strictObject({
  member: name,
  cards: z.array(z.string().min(1).max(64)).max(1),
  joinedAt: z.iso.date(),
  /** What the person agreed to, word for word, and when. */
  consent: z.strictObject({
    text: z.string().min(1).max(4000),
    version: z.string().min(1).max(64),
    at: z.iso.datetime({ offset: true }),
  }),
  /** SHA-256 of the canonical JSON of the personal data with its salt, hex: says nothing once those are gone. */
  personalSha256: hex64,
});
export type EnrolmentBody = z.infer<typeof enrolmentBodySchema>;
export const personalDataSchema = z.strictObject({
  /** 16 random bytes, hex: without them nobody can try numbers against the hash. */
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  /** E.164. */
  phone: z.string().regex(/^\+\d{5,15}$/),
  firstName: z.string().min(1).max(100).nullable(),
  birthday: z
    .string()
    .regex(/^(\d{4}|-)-\d{2}-\d{2}$/)
    .nullable(),
});
export type PersonalData = z.infer<typeof personalDataSchema>;
export const personalEntrySchema = z.strictObject({ operationId: z.uuid(), data: personalDataSchema });
export type PersonalEntry = z.infer<typeof personalEntrySchema>;

const operationBase = {
  id: z.uuid(),
  chain: name,
  store: name,
  till: name,
  epoch: z.int().positive(),
  /** 1, 2, 3 … per till and epoch, without a gap. */
  sequence: z.int().positive(),
  at: instant,
  clock: operationClockSchema,
  /** Number of the pack the operation was computed with. */
  pack: z.int().nonnegative(),
};

/** A fact. Its canonical JSON text is what is hashed, stored and sent, byte for byte. */
export const operationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...operationBase, kind: z.literal('purchase'), body: purchaseBodySchema }),
  z.strictObject({ ...operationBase, kind: z.literal('return'), body: returnBodySchema }),
  z.strictObject({ ...operationBase, kind: z.literal('enrolment'), body: enrolmentBodySchema }),
  z.strictObject({ ...operationBase, kind: z.literal('credit'), body: creditBodySchema }),
  z.strictObject({ ...operationBase, kind: z.literal('audit'), body: auditBodySchema }),
]);
export type Operation = z.infer<typeof operationSchema>;
export type PurchaseOperation = Extract<Operation, { kind: 'purchase' }>;
export type ReturnOperation = Extract<Operation, { kind: 'return' }>;
export type EnrolmentOperation = Extract<Operation, { kind: 'enrolment' }>;
export type CreditOperation = Extract<Operation, { kind: 'credit' }>;
export type AuditOperation = Extract<Operation, { kind: 'audit' }>;
/** What happened, without where and when. */
export type OperationFact =
  | Pick<PurchaseOperation, 'id' | 'kind' | 'body'>
  | Pick<ReturnOperation, 'id' | 'kind' | 'body'>
  | Pick<EnrolmentOperation, 'id' | 'kind' | 'body'>
  | Pick<CreditOperation, 'id' | 'kind' | 'body'>
  | Pick<AuditOperation, 'id' | 'kind' | 'body'>;

/** `hash` = SHA-256(previous hash as 32 bytes ‖ payload as UTF-8), lower-case hex. */
export const journalEntrySchema = z.strictObject({
  sequence: z.int().positive(),
  payload: z.string().min(2),
  hash: hex64,
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

export const enrolRequestSchema = z.strictObject({
  protocol: z.int(),
  code: z.string().min(1).max(32),
  /** Raw Ed25519 public key, 32 bytes as base64. */
  publicKey: z.string().min(40).max(64),
  machine: z.string().max(200),
  version: z.string().max(64),
  /** Of a machine that keeps its journal: the last epoch in it. The till's new epoch is a later one. */
  afterEpoch: z.int().nonnegative().max(1_000_000_000).optional(),
});
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;
export const enrolResultSchema = z.strictObject({
  chain: name,
  store: name,
  till: name,
  epoch: z.int().positive(),
  /** Keys that sign packs and heads: raw Ed25519, base64. */
  hubKeys: z.array(z.strictObject({ id: z.string(), publicKey: z.string() })).min(1),
  /** Base64 key of the HMAC-SHA-256 under which the till indexes phones. */
  phoneKey: z.string(),
  hubTimeMs: z.int(),
});
export type EnrolResult = z.infer<typeof enrolResultSchema>;

export const pushRequestSchema = z.strictObject({
  protocol: z.int(),
  epoch: z.int().positive(),
  /** Head hash before the first operation of this push. */
  previousHead: hex64,
  /** None: the till only asks for the hub's head. */
  operations: z.array(journalEntrySchema).max(PUSH_MAX_OPERATIONS),
  /** Of enrolments among the operations; forgotten by the till with their verdicts. */
  personal: z.array(personalEntrySchema).max(PUSH_MAX_OPERATIONS).optional(),
  /** Leases that live here, and requests for leases that wait for their answer. */
  leasesHeld: z.array(z.string().max(64)).max(10_000),
  /** What `leasesHeld` speaks of; without it the hub takes nothing back. */
  leaseReport: leaseReportSchema.optional(),
});
export type PushRequest = z.infer<typeof pushRequestSchema>;

/**
 * Which life of the hub's data this is: another one after a backup was restored. Cursors of an earlier generation mean
 * nothing then, and what a till delivered since the backup is to be delivered again. Absent from hubs before it existed.
 */
const generationSchema = z.string().min(1).max(64);

export const verdictSchema = z.strictObject({
  sequence: z.int().positive(),
  /** `refused`: kept at the hub's quarantine and at the till's; it never blocks those behind it. */
  verdict: z.enum(['applied', 'duplicate', 'refused']),
  code: z.string().nullable(),
  detail: z.string().nullable(),
});
export type Verdict = z.infer<typeof verdictSchema>;
export const pushResultSchema = z.strictObject({
  /** None when the push starts behind the hub's head, or holds nothing: the till goes on from that head. */
  verdicts: z.array(verdictSchema),
  /** The hub's head for this till after the push, and its Ed25519 signature (base64) by `keyId` over the ASCII text
   * `kopilka-head:<chain>:<till>:<epoch>:<sequence>:<head>`. */
  head: hex64,
  headSequence: z.int().nonnegative(),
  headSignature: z.string(),
  keyId: z.string(),
  hubTimeMs: z.int(),
  generation: generationSchema.optional(),
});
export type PushResult = z.infer<typeof pushResultSchema>;

export const streamSchema = z.enum(['config', 'packs', 'goods', 'members', 'coupons']);
export type Stream = z.infer<typeof streamSchema>;
export const streams = streamSchema.options;

/** A member as tills hold it: no full phone, no surname. */
export const memberRecordSchema = z.strictObject({
  id: name,
  /** `gift`: a gift card; its card number is all that identifies it. A person where it is absent. */
  kind: z.enum(['person', 'gift']).optional(),
  state: z.enum(['active', 'blocked']),
  firstName: z.string().max(100).nullable(),
  /** HMAC-SHA-256 of the E.164 number under the chain's phone key, hex. */
  phoneHash: hex64.nullable(),
  phoneLast4: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  cards: z.array(z.string().min(1).max(64)).max(50),
  tier: name.nullable(),
  /** A tier given to the member beside what spend reaches: returns never go below it. */
  tierGranted: name.nullish(),
  spendMinor: z.int().nonnegative(),
  purchases: z.int().nonnegative(),
  joinedAt: z.iso.date(),
  birthday: z
    .string()
    .regex(/^(\d{4}|-)-\d{2}-\d{2}$/)
    .nullable(),
  segments: z.array(name),
  choices: z.record(z.string(), z.array(name)),
  /** Below zero: a return took stamps that a full card had used already; new ones fill that up first. */
  stamps: z.record(z.string(), z.int()),
  used: z.record(z.string(), z.int().nonnegative()),
  /** Of promotions limited within so many days: when each use that `used` counts stops counting, ascending. */
  usedUntil: z.record(z.string(), z.array(instant)).optional(),
  ...memberClubs,
  lots: z.array(lotSchema.omit({ memberId: true })),
  /** Points by wallet that the hub has set aside for tills; the lots hold them still. */
  leased: z.record(z.string(), z.int().positive()).optional(),
});
export type MemberRecord = z.infer<typeof memberRecordSchema>;

/** The chain's settings that reach a till by sync. */
export const tillConfigRecordSchema = z.strictObject({
  chainName: z.string().max(100),
  storeName: z.string().max(100),
  tillName: z.string().max(100),
  language: languageSchema,
  /** Pages behind QRs: balance with `{member}`'s public code; survey, joining with `{purchase}`, `{store}`; null: none. */
  balanceUrl: z.string().max(300).nullable(),
  surveyUrl: z.string().max(300).nullish(),
  joinUrl: z.string().max(300).nullish(),
  /** What may be spent of a member's last known balance while the hub is away. */
  offline: offlineRulesSchema,
  /** Ordered recogniser rules; checked by the recogniser's own schema at the till. */
  recogniser: z.unknown(),
  /** Absent from hubs before it existed: the usual rules hold, and nobody has a PIN. */
  fraud: fraudRulesSchema.optional(),
  staff: z.array(staffMemberSchema).max(1000).optional(),
  logLevel: logLevelSchema.optional(),
  /** ISO 3166 country in which phones without a plus are read, and whose calling code stands before masked ones. */
  phoneCountry: z.string().max(2).optional(),
});
export type TillConfigRecord = z.infer<typeof tillConfigRecordSchema>;

export const changeSchema = z.strictObject({
  cursor: z.int().positive(),
  key: z.string(),
  body: z.unknown(),
  /** Beside a tombstone in `members`: the person asked to be forgotten, so the till forgets its own enrolment too. */
  erased: z.literal(true).optional(),
});
export type Change = z.infer<typeof changeSchema>;
export const pullResultSchema = z.strictObject({
  stream: streamSchema,
  /** Ascending by cursor; `body` null is a tombstone. */
  changes: z.array(changeSchema),
  /** Cursor to ask from next time. */
  cursor: z.int().nonnegative(),
  more: z.boolean(),
  /** Highest sequence of the calling till that the bodies already contain, read in the same transaction. */
  appliedSequence: z.int().nonnegative(),
  hubTimeMs: z.int(),
  /** Uses so far, by all members and guests, of the promotions in use that have a limit in total. */
  promotionUses: z.record(z.string(), z.int().nonnegative()).optional(),
  /** With the `config` stream, where the chain lets the tills of a store share what is spent offline; null: it does not. */
  roster: signedRosterSchema.nullish(),
  /** With a page of the `config` stream that is not empty. */
  stopList: signedStopListSchema.optional(),
  generation: generationSchema.optional(),
});
export type PullResult = z.infer<typeof pullResultSchema>;

/** What the hub knows of a purchase (`GET /v1/purchase?id=…`), wherever it was made. */
export const purchaseLookupSchema = z.strictObject({
  purchase: z
    .strictObject({
      operationId: z.uuid(),
      at: instant,
      body: purchaseBodySchema,
      /** Returns taken so far. */
      returns: z.array(
        z.strictObject({
          operationId: z.uuid(),
          lines: z.array(z.strictObject({ id: z.string(), quantity: z.number() })),
          requoted: requotedReturnSchema.optional(),
        }),
      ),
    })
    .nullable(),
  hubTimeMs: z.int(),
});
export type PurchaseLookup = z.infer<typeof purchaseLookupSchema>;

/** The doorbell only says which stream moved; data always comes by pull. */
export const doorbellEventSchema = z.strictObject({ stream: streamSchema, cursor: z.int().nonnegative() });
export type DoorbellEvent = z.infer<typeof doorbellEventSchema>;
