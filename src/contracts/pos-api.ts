import { z } from 'zod';
import { couponStateSchema } from './coupon.ts';
import { pinSchema, staffRoleSchema } from './fraud.ts';
import { memberViewSchema } from './member-view.ts';
import { quoteSchema } from './quote.ts';
import { checkLineIds, receiptFieldsSchema } from './receipt.ts';
import { birthdaySchema, localTextSchema } from './scalars.ts';
import { deviceStatusSchema } from './till-status.ts';

/** Path prefix of the POS API; the major version is part of it. */
export const POS_API_PREFIX = '/v1';

const memberId = z.string().min(1).max(64);
export const purchaseIdSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9._:-]+$/);
const operationId = z.uuid();

/** Exactly one of: raw scan text, a typed phone, a typed card number, a token from an app. */
export const identifyRequestSchema = z.union(
  [
    z.strictObject({ scan: z.string().min(1).max(4096), aim: z.string().max(3).optional() }),
    z.strictObject({ phone: z.string().min(1).max(32) }),
    z.strictObject({ card: z.string().min(1).max(64) }),
    z.strictObject({ token: z.string().min(1).max(512) }),
  ],
  { error: 'Give exactly one of scan, phone, card or token, as text.' },
);
export type IdentifyRequest = z.infer<typeof identifyRequestSchema>;

export const identifyResultSchema = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('member'), member: memberViewSchema }),
  /** Reads as a loyalty identifier, but nobody here has it. */
  z.strictObject({ result: z.literal('unknown'), identifier: z.string() }),
  z.strictObject({ result: z.literal('blocked'), member: memberViewSchema }),
  z.strictObject({ result: z.literal('ambiguous'), members: z.array(memberViewSchema) }),
  /** Goods: hand the code to the register. */
  z.strictObject({ result: z.literal('not-loyalty'), code: z.string() }),
  /** A coupon of this chain's tills: put `code` into the receipt's `coupons`. `unknown`: this till never heard of it. */
  z.strictObject({
    result: z.literal('coupon'),
    code: z.string(),
    state: couponStateSchema,
    /** What it is for, null where nobody here knows; the last day it is good for. */
    name: localTextSchema.nullable(),
    validUntil: z.iso.date().nullable(),
  }),
  /** A bank card: its number was wiped and is not repeated here. */
  z.strictObject({ result: z.literal('payment-card') }),
]);
export type IdentifyResult = z.infer<typeof identifyResultSchema>;

/** The whole cart. `store`, `till` and `purchaseId` are filled in by the agent and must agree when given. */
export const posReceiptSchema = receiptFieldsSchema
  .partial({ store: true, till: true, purchaseId: true })
  .extend({
    member: memberId.nullable().default(null),
  })
  .superRefine(checkLineIds);
export type PosReceipt = z.infer<typeof posReceiptSchema>;
export type PosReceiptInput = z.input<typeof posReceiptSchema>;

export const tenderSchema = z.strictObject({
  type: z.string().min(1).max(32),
  /** Minor units. */
  amount: z.int().nonnegative(),
});
export type Tender = z.infer<typeof tenderSchema>;

export const fiscalSchema = z.strictObject({
  number: z.string().min(1).max(64),
  time: z.iso.datetime({ offset: true }),
});
export type Fiscal = z.infer<typeof fiscalSchema>;

export const confirmRequestSchema = z.strictObject({
  operationId,
  fiscal: fiscalSchema,
  tenders: z.array(tenderSchema).max(20),
  /** For a purchase the agent has not seen (it was down or slow): the whole receipt. */
  receipt: posReceiptSchema.optional(),
  /**
   * With `receipt`, for a sale made without the agent: its lines were paid as they stand. It gets no discounts and pays
   * with no points; the member still earns.
   */
  asPaid: z.literal(true).optional(),
});
export type ConfirmRequest = z.infer<typeof confirmRequestSchema>;
/** As a caller writes it: what has a default may be left out. */
export type ConfirmRequestInput = z.input<typeof confirmRequestSchema>;

export const slipSchema = z.strictObject({
  /** Text lines for a register that prints itself. */
  lines: z.array(z.string()),
  /** The same slip as ESC/POS bytes, base64. */
  escpos: z.string(),
});
export type Slip = z.infer<typeof slipSchema>;

/** A coupon this sale made: it stands on the slip with its QR. `validUntil` is the last day. */
export const issuedCouponViewSchema = z.strictObject({
  code: z.string(),
  series: z.string(),
  name: localTextSchema,
  validUntil: z.iso.date(),
});
export type IssuedCouponView = z.infer<typeof issuedCouponViewSchema>;

export const confirmResultSchema = z.strictObject({
  purchaseId: z.string(),
  operationId: z.string(),
  quote: quoteSchema,
  member: memberViewSchema.nullable(),
  slip: slipSchema,
  /** Absent from answers that were stored before tills made coupons. */
  coupons: z.array(issuedCouponViewSchema).default([]),
});
export type ConfirmResult = z.infer<typeof confirmResultSchema>;

export const cancelRequestSchema = z.strictObject({ operationId });
export type CancelRequest = z.infer<typeof cancelRequestSchema>;
export const cancelResultSchema = z.strictObject({
  purchaseId: z.string(),
  operationId: z.string(),
  state: z.literal('cancelled'),
});
export type CancelResult = z.infer<typeof cancelResultSchema>;

/** Points of one wallet, in 10^-scale points. */
export const holdSchema = z.strictObject({ wallet: z.string().min(1).max(64), points: z.int().positive() });
export const holdRequestSchema = holdSchema.extend({ operationId });
export type HoldRequest = z.infer<typeof holdRequestSchema>;
export const holdResultSchema = z.strictObject({
  purchaseId: z.string(),
  operationId: z.string(),
  hold: holdSchema,
  /** What the member can still spend elsewhere, in the same wallet. */
  spendable: z.int().nonnegative(),
});
export type HoldResult = z.infer<typeof holdResultSchema>;

/** A manager of the chain's staff list says yes. The PIN is neither stored nor logged, in no form. */
export const approvalSchema = z.strictObject({ staff: z.string().min(1).max(64), pin: pinSchema });
export type Approval = z.infer<typeof approvalSchema>;

/** Lets one receipt of one member through where a rule asks for a PIN. */
export const approveRequestSchema = approvalSchema.extend({
  operationId,
  member: memberId,
  cashier: z.string().min(1).max(64).nullish(),
});
export type ApproveRequest = z.infer<typeof approveRequestSchema>;
export const approveResultSchema = z.strictObject({
  purchaseId: z.string(),
  member: z.string(),
  approvedBy: z.string(),
});
export type ApproveResult = z.infer<typeof approveResultSchema>;

/** Points given by hand: for a complaint, a mistake, a lost receipt. */
export const creditRequestSchema = z.strictObject({
  operationId,
  member: memberId,
  wallet: z.string().min(1).max(64),
  /** In 10^-scale points. */
  points: z.int().positive().max(1_000_000_000),
  /** Why, for those who read the log. No cards and no phones: it stays until the member is erased. */
  reason: z
    .string()
    .trim()
    .min(3)
    .max(200)
    .refine((text) => !/\d(?:[ ()-]*\d){6,}/.test(text), {
      error: 'Write the reason without card and phone numbers.',
    }),
  cashier: z.string().min(1).max(64).nullish(),
  approval: approvalSchema,
});
export type CreditRequest = z.infer<typeof creditRequestSchema>;
export const creditResultSchema = z.strictObject({
  operationId: z.string(),
  wallet: z.string(),
  points: z.int(),
  approvedBy: z.string(),
  member: memberViewSchema.nullable(),
});
export type CreditResult = z.infer<typeof creditResultSchema>;

export const staffListSchema = z.strictObject({
  staff: z.array(
    z.strictObject({ id: z.string(), name: z.string(), role: staffRoleSchema, hasPin: z.boolean() }),
  ),
  /** Who signed on in the till's window. */
  signedOn: z.string().nullable(),
});
export type StaffList = z.infer<typeof staffListSchema>;

const lineQuantity = z.strictObject({
  id: z.string().min(1).max(64),
  /** Units, at most three decimals. */
  quantity: z.number().positive().max(1_000_000),
});
/** By the exact share of what was paid, or by what stays, quoted as if only it had been bought. */
export const returnPolicySchema = z.enum(['share', 'requote']);
export const returnPreviewRequestSchema = z.strictObject({
  purchaseId: purchaseIdSchema,
  lines: z.array(lineQuantity).min(1).max(1000),
  /** As the program says when absent; parts of one purchase come back by one policy. */
  policy: returnPolicySchema.optional(),
});
export type ReturnPreviewRequest = z.infer<typeof returnPreviewRequestSchema>;
export const returnRequestSchema = returnPreviewRequestSchema.extend({
  operationId,
  /** The register's own number of the return. */
  returnId: purchaseIdSchema,
  cashier: z.string().min(1).max(64).nullish(),
  /** Where the chain asks for one; without it such a return is refused with `manager-pin-needed`. */
  approval: approvalSchema.optional(),
});
export type ReturnRequest = z.infer<typeof returnRequestSchema>;

const stampsBack = z.array(
  z.strictObject({
    card: z.string(),
    /** Taken off the card. */
    earned: z.int(),
    /** Put back on it: a full card had used them. */
    used: z.int(),
  }),
);
const returnMoney = {
  /** What comes back of the money that was paid, what is kept of it for points already spent, and what is paid out. */
  netMinor: z.int().nonnegative(),
  withheldMinor: z.int().nonnegative(),
  refundMinor: z.int().nonnegative(),
  wallets: z.array(
    z.strictObject({
      wallet: z.string(),
      back: z.int(),
      taken: z.int(),
      debt: z.int(),
      withheldMinor: z.int(),
    }),
  ),
};
/** What a return does under one policy. Amounts in minor units, points in 10^-scale points of their wallet. */
export const returnFiguresSchema = z.strictObject({
  policy: returnPolicySchema,
  ...returnMoney,
  stamps: stampsBack,
  /** A tier that the purchase had given and that is lost again; provisional until the hub confirms. */
  tier: z.strictObject({ from: z.string(), to: z.string().nullable() }).nullable(),
  /** Paid clubs whose goods come back, with the days that go with them, where the purchase says how many. */
  clubs: z
    .array(z.strictObject({ club: z.string(), name: localTextSchema, days: z.int().positive().optional() }))
    .optional(),
  /** Promotions that what stays no longer has; by their share none is lost. */
  lost: z.array(z.strictObject({ promotion: z.string(), name: localTextSchema })),
});
export type ReturnFigures = z.infer<typeof returnFiguresSchema>;

/** What a return gives back by the policy that books it. Amounts in minor units, points in 10^-scale points. */
export const returnPreviewSchema = z.strictObject({
  purchaseId: z.string(),
  lines: z.array(
    z.strictObject({
      id: z.string(),
      quantity: z.number(),
      /** What can still be returned of the line afterwards. */
      remaining: z.number(),
      net: z.int(),
      paidWithPoints: z.int(),
    }),
  ),
  ...returnMoney,
  /** Nothing of the purchase is left afterwards. */
  whole: z.boolean(),
  /** Which policy the figures above are of; absent from answers that were stored before there were two. */
  policy: returnPolicySchema.default('share'),
  /** A preview names every policy that is possible, the one that books it first; a booked return only its own. */
  policies: z.array(returnFiguresSchema).default([]),
  /**
   * Coupons of a purchase that comes back whole. `voided`: issued with it and good no more; `used-already`: issued with
   * it and spent meanwhile, which no return undoes; `given-back`: used for it and good again.
   */
  coupons: z
    .array(z.strictObject({ code: z.string(), fate: z.enum(['voided', 'used-already', 'given-back']) }))
    .default([]),
  /** True where a manager's id and PIN must come with the return itself: see `approval`. */
  needsPin: z.boolean().default(false),
});
export type ReturnPreview = z.infer<typeof returnPreviewSchema>;
export const returnResultSchema = returnPreviewSchema.omit({ needsPin: true }).extend({
  operationId: z.string(),
  returnId: z.string(),
  member: memberViewSchema.nullable(),
});
export type ReturnResult = z.infer<typeof returnResultSchema>;

/** What the till's own printer is to print: the slip of a purchase confirmed here once more, or a test page. */
export const printRequestSchema = z.union(
  [
    z.strictObject({ operationId, slip: purchaseIdSchema }),
    z.strictObject({ operationId, testPage: z.literal(true) }),
  ],
  { error: 'Give operationId and exactly one of slip (a purchase id) or testPage (true).' },
);
export type PrintRequest = z.infer<typeof printRequestSchema>;
export const printResultSchema = z.strictObject({
  operationId: z.string(),
  /** It waits in the printer's durable queue; paper may take its time. */
  state: z.literal('queued'),
});
export type PrintResult = z.infer<typeof printResultSchema>;

/** Opens the cash drawer without a sale. */
export const openDrawerRequestSchema = z.strictObject({
  operationId,
  cashier: z.string().min(1).max(64).nullish(),
  /** A manager's id and PIN, needed once a manager of the chain has one. */
  approval: approvalSchema.nullish(),
});
export type OpenDrawerRequest = z.infer<typeof openDrawerRequestSchema>;
export const openDrawerResultSchema = z.strictObject({
  operationId: z.string(),
  /** Null where nobody had to allow it. */
  approvedBy: z.string().nullable(),
});
export type OpenDrawerResult = z.infer<typeof openDrawerResultSchema>;

/** Every device as it is after it was asked. */
export const checkedDevicesSchema = z.strictObject({ devices: z.array(deviceStatusSchema) });
export type CheckedDevices = z.infer<typeof checkedDevicesSchema>;

export const enrolMemberRequestSchema = z.strictObject({
  operationId,
  phone: z.string().min(5).max(32),
  firstName: z.string().trim().min(1).max(100).optional(),
  /** `YYYY-MM-DD`, or `--MM-DD` without the year. */
  birthday: birthdaySchema.optional(),
  /** What the person agreed to, word for word. */
  consent: z.strictObject({
    text: z.string().min(1).max(4000),
    version: z.string().min(1).max(64),
    at: z.iso.datetime({ offset: true }),
  }),
  /** A card that nobody has yet, as scanned or typed. */
  card: z.string().min(1).max(64).optional(),
});
export type EnrolMemberRequest = z.infer<typeof enrolMemberRequestSchema>;
export const enrolMemberResultSchema = z.strictObject({
  operationId: z.string(),
  /** False: the phone belongs to a member already, who is the answer. */
  created: z.boolean(),
  member: memberViewSchema,
});
export type EnrolMemberResult = z.infer<typeof enrolMemberResultSchema>;

export const openReceiptSchema = z.strictObject({
  purchaseId: z.string(),
  member: z.string().nullable(),
  openedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  netMinor: z.int(),
  /** Points kept for this receipt alone; null without a hold. */
  hold: holdSchema.nullable(),
});
export const openReceiptsSchema = z.strictObject({ receipts: z.array(openReceiptSchema) });
export type OpenReceipt = z.infer<typeof openReceiptSchema>;
