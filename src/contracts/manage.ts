import { z } from 'zod';
import { couponStateSchema } from './coupon.ts';
import { auditBodySchema, fraudRulesSchema, pinSchema, staffMemberSchema } from './fraud.ts';
import { goodsSchema } from './goods.ts';
import { lotSchema } from './ledger.ts';
import { languageSchema } from './local-text.ts';
import { logLevelSchema } from './log-level.ts';
import { walletOfflineSchema } from './offline-rules.ts';
import { packRulesSchema } from './pack-rules.ts';
import { receiptFlagSchema } from './receipt-flag.ts';
import { birthdaySchema, dateSchema, idSchema, pointsSchema } from './scalars.ts';
import { memberRecordSchema } from './sync.ts';
import { tillHealthSchema } from './till-health.ts';

/** Rows of one import request; a larger file goes in several. */
export const IMPORT_MAX_ROWS = 5000;

/** One member of a bulk load. Without `id` the phone or a card finds the member, else a new one is made. */
export const memberImportSchema = z
  .strictObject({
    id: idSchema.optional(),
    /** `gift`: a gift card, known by its number alone. */
    kind: z.enum(['person', 'gift']).optional(),
    /** Any usual spelling; numbers without a country code are read in the chain's country. */
    phone: z.string().min(5).max(32).optional(),
    cards: z.array(z.string().trim().min(1).max(64)).max(50).default([]),
    firstName: z.string().trim().min(1).max(100).optional(),
    birthday: birthdaySchema.optional(),
    joinedAt: dateSchema.optional(),
    tier: idSchema.optional(),
    /** Money spent before this system, minor units: counts toward tiers from the day of the import. */
    spendMinor: z.int().nonnegative().default(0),
    purchases: z.int().nonnegative().default(0),
    segments: z.array(idSchema).max(1000).default([]),
    clubs: z.array(idSchema).max(100).default([]),
    choices: z.record(idSchema, z.array(idSchema).max(100)).default({}),
    /** Opening balance by wallet in 10^-scale points; given once, when the member is first created. */
    points: z.record(idSchema, pointsSchema).default({}),
    blocked: z.boolean().optional(),
  })
  .refine((row) => row.id !== undefined || row.phone !== undefined || row.cards.length > 0, {
    error: 'A member needs an id, a phone or a card.',
  });
export type MemberImport = z.infer<typeof memberImportSchema>;

export { goodsSchema as goodsImportSchema };

export const importRequestSchema = z.strictObject({ rows: z.array(z.unknown()).max(IMPORT_MAX_ROWS) });
/** `row` counts from 0 in the order sent. */
export const refusedRowSchema = z.strictObject({
  row: z.int().nonnegative(),
  code: z.enum([
    'invalid',
    'malformed-json',
    'bad-phone',
    'phone-taken',
    'card-taken',
    'erased',
    'unknown-wallet',
    'unknown-tier',
  ]),
  reason: z.string(),
});
export type RefusedRow = z.infer<typeof refusedRowSchema>;
export const importResultSchema = z.strictObject({
  accepted: z.int().nonnegative(),
  refused: z.array(refusedRowSchema),
});
export type ImportResult = z.infer<typeof importResultSchema>;

/** What a manager token may do; `src/hub/api/roles.ts` says which call takes which. */
export const roleSchema = z.enum(['owner', 'manager', 'integrator', 'cashier']);
export type Role = z.infer<typeof roleSchema>;

const webAddress = z
  .string()
  .max(300)
  .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text.replaceAll(/\{\w+\}/g, 'm')), {
    error: 'Give an address such as https://example.org/c/{member}.',
  });
const settingsShape = {
  language: languageSchema,
  /** Page behind the QR on the slip; null prints no QR. */
  balanceUrl: webAddress.nullable(),
  /** Page behind the QR on every slip where the customer says how it was; `{purchase}` and `{store}` are filled in. */
  surveyUrl: webAddress.nullish(),
  /** Page behind the QR on the slip of a guest, who joins there; `{purchase}` and `{store}` are filled in. */
  joinUrl: webAddress.nullish(),
  /** What may be spent of a member's last known balance while the hub is away; 0 points: nothing. */
  offline: z.strictObject({
    /** Most points of one receipt's member and till. */
    maxPoints: z.int().min(0).max(1_000_000_000),
    sharePercent: z.int().min(0).max(100),
    maxBalanceAgeHours: z
      .int()
      .min(1)
      .max(24 * 30),
    maxHours: z
      .int()
      .min(1)
      .max(24 * 7),
    /** The tills of a store share these points over the store's own network. */
    sharedInStore: z.boolean(),
    /** Most points of all members that one till lets go between two contacts; absent: ten times `maxPoints`. */
    unitPoints: z.int().min(0).max(1_000_000_000).optional(),
    /** Other limits for single wallets. */
    wallets: z.record(idSchema, walletOfflineSchema).optional(),
    /** While the hub answers, tills spend only what it has set aside for them; null: whatever they know of. */
    leases: z
      .strictObject({
        keepPercent: z.int().min(0).max(100),
        hours: z
          .int()
          .min(1)
          .max(24 * 7),
      })
      .nullable(),
  }),
  /** Recogniser rules in order, checked by `hub settings` and again by every till; null: the built-in ones. */
  recogniser: z.unknown(),
  /** ISO 3166 country in which phone numbers without a code are read. */
  phoneCountry: z.string().regex(/^[A-Z]{2}$/),
  /** What tills watch for. */
  fraud: fraudRulesSchema,
  packs: packRulesSchema,
};
export const settingsSchema = z.strictObject(settingsShape);
export type Settings = z.infer<typeof settingsSchema>;
/** Only what changes; inside `offline` and `fraud` too. */
export const settingsChangeSchema = z
  .strictObject({
    ...settingsShape,
    offline: settingsShape.offline.partial(),
    fraud: fraudRulesSchema.partial(),
    packs: packRulesSchema.partial(),
  })
  .partial();

/** A person of the staff. A PIN goes in and never comes out. */
export const staffRequestSchema = staffMemberSchema.omit({ pin: true }).extend({
  member: idSchema.nullable().default(null),
  cards: z.array(z.string().min(1).max(64)).max(10).default([]),
  pin: pinSchema.optional(),
});
export const managedStaffSchema = z.strictObject({
  staff: z.array(staffMemberSchema.omit({ pin: true }).extend({ hasPin: z.boolean() })),
});
export type ManagedStaff = z.infer<typeof managedStaffSchema>;

export const auditQuerySchema = z.strictObject({
  /** Lines before this instant. */
  before: z.iso.datetime({ offset: true }).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export const auditLogSchema = z.strictObject({
  /** Newest first. `booked`: points given by hand have arrived at the hub. */
  lines: z.array(
    auditBodySchema.extend({
      id: z.string(),
      at: z.iso.datetime(),
      till: z.string(),
      outcome: z.enum([...auditBodySchema.shape.outcome.options, 'booked']),
      /** Points in the smallest unit of the wallet. */
      credit: z.strictObject({ wallet: z.string(), points: z.int(), reason: z.string() }).nullable(),
    }),
  ),
});
export type AuditLog = z.infer<typeof auditLogSchema>;

/**
 * Purchases whose quote the hub makes otherwise than their till did, newest first; `total`: all there are. `waiting`:
 * operations it has taken and not looked at yet; hubs before it existed leave it out.
 */
export const receiptFlagsSchema = z.strictObject({
  flags: z.array(receiptFlagSchema.extend({ foundAt: z.iso.datetime() })),
  total: z.int().nonnegative(),
  waiting: z.int().nonnegative().optional(),
});
export type ReceiptFlags = z.infer<typeof receiptFlagsSchema>;

export const tokenRequestSchema = z.strictObject({ name: idSchema, role: roleSchema });
export const tokenResultSchema = z.strictObject({ name: z.string(), role: roleSchema, token: z.string() });
export const tokenListSchema = z.strictObject({
  tokens: z.array(z.strictObject({ name: z.string(), role: roleSchema, createdAt: z.iso.datetime() })),
});
export const logLevelRequestSchema = z.strictObject({ level: logLevelSchema.nullable() });
export const logLevelResultSchema = logLevelRequestSchema.extend({ till: z.string() });
export const revokedTillSchema = z.strictObject({ revoked: z.string() });
export const revokedTokenSchema = z.strictObject({ revoked: z.string() });

export const enrolCodeRequestSchema = z.strictObject({
  store: idSchema,
  till: idSchema,
  storeName: z.string().min(1).max(100).optional(),
  tillName: z.string().min(1).max(100).optional(),
});
export type EnrolCodeRequest = z.infer<typeof enrolCodeRequestSchema>;
export const enrolCodeResultSchema = z.strictObject({
  code: z.string(),
  expiresAt: z.iso.datetime(),
  store: z.string(),
  till: z.string(),
});

export const managedMemberSchema = z.strictObject({
  record: memberRecordSchema,
  /** Points by wallet now: all, not yet active, and what may be spent (below zero: a debt). */
  wallets: z.record(
    z.string(),
    z.strictObject({ balance: z.int(), pending: z.int(), spendable: z.int(), expiringSoon: z.int() }),
  ),
  lots: z.array(lotSchema),
  /** Sum of every posting by wallet: 0 unless the ledger is broken. */
  postingsSum: z.record(z.string(), z.int()),
  operations: z.int().nonnegative(),
});
export type ManagedMember = z.infer<typeof managedMemberSchema>;

/** An erased member; the id is the pseudonym under which the bookings stay. */
export const erasureSchema = z.strictObject({
  member: z.string(),
  at: z.iso.datetime(),
  /** Enrolled tills; `done`: it has read the erasure, and its files are clean of the person. */
  tills: z.array(z.strictObject({ store: z.string(), till: z.string(), done: z.boolean() })),
});
export type Erasure = z.infer<typeof erasureSchema>;
/** Newest first. */
export const erasureListSchema = z.strictObject({ erasures: z.array(erasureSchema) });

export const managedTillSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  store: z.string(),
  storeName: z.string(),
  enrolled: z.boolean(),
  epoch: z.int().nonnegative(),
  headSequence: z.int().nonnegative(),
  machine: z.string().nullable(),
  version: z.string().nullable(),
  /** The highest pack it has checked and keeps; null: it never said. */
  stagedPack: z.int().nullable(),
  health: tillHealthSchema.nullable(),
  lastSeenAt: z.iso.datetime().nullable(),
  quarantine: z.int().nonnegative(),
});
export type ManagedTill = z.infer<typeof managedTillSchema>;
export const tillListSchema = z.strictObject({ tills: z.array(managedTillSchema) });

const pointsByWallet = z.record(z.string(), z.int());
/** Points that only one till may spend, and how many could be overspent. All in 10^-scale points. */
export const managedLeasesSchema = z.strictObject({
  leases: z.array(
    z.strictObject({
      id: z.string(),
      unit: z.string(),
      member: z.string(),
      wallet: z.string(),
      points: z.int(),
      remaining: z.int(),
      grantedAt: z.iso.datetime(),
      /** For one visit only; otherwise it stays with the till for the hours the chain says. */
      visit: z.boolean(),
    }),
  ),
});
export type ManagedLeases = z.infer<typeof managedLeasesSchema>;
export const writeOffRequestSchema = z.strictObject({ till: idSchema, member: idSchema.optional() });
export const writeOffResultSchema = z.strictObject({ leases: z.int(), points: pointsByWallet });
export type WriteOffResult = z.infer<typeof writeOffResultSchema>;

export const exposureSchema = z.strictObject({
  at: z.iso.datetime(),
  /** Without leases two tills may also spend the same points while both are online. */
  leases: z.boolean(),
  wallets: z.array(
    z.strictObject({
      wallet: z.string(),
      perUnit: z.int(),
      now: z.int(),
      most: z.int(),
      leased: z.int(),
      writtenOff: z.int(),
      uncovered: z.int(),
    }),
  ),
  units: z.array(
    z.strictObject({
      unit: z.string(),
      heardAt: z.iso.datetime().nullable(),
      silent: z.boolean(),
      leased: pointsByWallet,
    }),
  ),
});
export type Exposure = z.infer<typeof exposureSchema>;

export const stopRequestSchema = z.strictObject({ member: idSchema, stopped: z.boolean() });
/** Members who may spend only while the hub answers. */
export const managedStopListSchema = z.strictObject({
  members: z.array(
    z.strictObject({
      member: z.string(),
      since: z.iso.datetime(),
      reason: z.enum(['overdrafts', 'operator']),
    }),
  ),
});
export type StopList = z.infer<typeof managedStopListSchema>;

export const healthSchema = z.strictObject({
  status: z.literal('ok'),
  chain: z.string(),
  version: z.string(),
  hubTimeMs: z.int(),
});

const couponSaleSchema = z.strictObject({
  operationId: z.string(),
  till: z.string(),
  at: z.iso.datetime(),
  purchaseId: z.string(),
  /** What was paid for the whole purchase, minor units. */
  netMinor: z.int(),
});
/** A coupon of a series with the sales that made and used it. */
export const managedCouponSchema = z.strictObject({
  code: z.string(),
  series: z.string(),
  state: couponStateSchema,
  /** Why a person should look: tills that could not hear each other took it both, or its purchase came back and it was used all the same. */
  flag: z.enum(['used-twice', 'used-though-void']).nullable(),
  member: z.string().nullable(),
  validUntil: z.string().nullable(),
  voided: z.boolean(),
  issuedBy: couponSaleSchema.nullable(),
  uses: z.array(couponSaleSchema),
});
export type ManagedCoupon = z.infer<typeof managedCouponSchema>;
/** `next`: ask again with `after` this code; null at the end. */
export const couponListSchema = z.strictObject({
  coupons: z.array(managedCouponSchema),
  next: z.string().nullable(),
});
