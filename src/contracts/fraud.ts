import { z } from 'zod';
import { idSchema } from './scalars.ts';

/** What a till watches for, by the chain's settings. */
export const fraudRulesSchema = z.strictObject({
  /** The cashier's own card on the cashier's own till. */
  ownCard: z.enum(['refuse', 'pin', 'allow']),
  /** Receipts of one card at one till within an hour that need nobody; one more asks for a PIN. 0: any number. */
  receiptsPerHour: z.int().min(0).max(40),
  /** Goods of this value or more come back only with a PIN, with what came back of the purchase before; minor units; null: any return without one. */
  bigReturnMinor: z.int().min(0).nullable(),
  /** Different cards and phones a till may ask for within a minute. */
  lookUpsPerMinute: z.int().min(1).max(1000),
  /** So many unknown cards and phones within a minute are told to the chain. */
  missesPerMinute: z.int().min(1).max(1000),
});
export type FraudRules = z.infer<typeof fraudRulesSchema>;

/** What holds until the chain says otherwise. */
export const usualFraudRules: FraudRules = {
  ownCard: 'refuse',
  receiptsPerHour: 5,
  bigReturnMinor: 500_000,
  lookUpsPerMinute: 20,
  missesPerMinute: 10,
};

/** Digits only, so that any keypad can type it. */
export const pinSchema = z.string().regex(/^\d{4,12}$/, { error: 'A PIN has 4 to 12 digits.' });
/** A manager's PIN opens money: a million possibilities at the least. */
export const MANAGER_PIN_MIN_DIGITS = 6;
/** Wrong tries after which a PIN is locked. */
export const PIN_MAX_TRIES = 5;
/** How long it then is, unless the chain unlocks it; counted by the running agent, anew after a restart. */
export const PIN_LOCK_MS = 15 * 60_000;

/**
 * Parameters of scrypt (RFC 7914) over `HMAC-SHA256(chain key, PIN)`: 32 MB and about a tenth of a second a try, and
 * nothing to try at all without the chain's key, which lies in no database.
 */
export const pinScrypt = { cost: 32_768, blockSize: 8, parallelization: 1, keyBytes: 32 } as const;

/** What a PIN is compared with. A till keeps `hash` only under a further key of its own. */
export const pinVerifierSchema = z.strictObject({
  /** 16 random bytes, hex. */
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Counts changes of the PIN and unlockings: with a new number a till forgets the wrong tries. */
  change: z.int().positive(),
});
export type PinVerifier = z.infer<typeof pinVerifierSchema>;

export const staffRoleSchema = z.enum(['cashier', 'manager']);
export const staffMemberSchema = z.strictObject({
  /** What the cash register calls this person, such as `anna` or `7`. */
  id: idSchema,
  name: z.string().min(1).max(100),
  role: staffRoleSchema,
  /** The person's own membership, by id or by cards: what must not be used at the own till. */
  member: idSchema.nullable(),
  cards: z.array(z.string().min(1).max(64)).max(10),
  pin: pinVerifierSchema.nullable(),
});
export type StaffMember = z.infer<typeof staffMemberSchema>;

/** Why somebody was asked or stopped. */
export const auditRuleSchema = z.enum([
  'own-card',
  'many-receipts',
  'big-return',
  'manual-credit',
  'look-ups',
  'sign-on',
  'drawer',
]);
export type AuditRule = z.infer<typeof auditRuleSchema>;

/**
 * One line of the audit log. It names people by their ids in the chain only: no card, no phone, no PIN.
 * `asked`: a PIN was demanded; `refused`: no; `approved`: a PIN was right; `wrong-pin`, `locked`: it was not, and that
 * was the last try; `noticed`: it was let through and is told.
 */
export const auditBodySchema = z.strictObject({
  rule: auditRuleSchema,
  outcome: z.enum(['asked', 'refused', 'approved', 'wrong-pin', 'locked', 'noticed']),
  /** Whose card or points are concerned. */
  member: z.string().min(1).max(64).nullable(),
  /** Whose PIN it was about. */
  staff: z.string().min(1).max(64).nullable(),
  cashier: z.string().min(1).max(64).nullable(),
  /** The purchase or return concerned. */
  subject: z.string().min(1).max(64).nullable(),
});
export type AuditBody = z.infer<typeof auditBodySchema>;
