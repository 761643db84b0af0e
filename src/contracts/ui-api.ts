import { z } from 'zod';
import { agentEventSchema } from './events.ts';
import { pinSchema } from './fraud.ts';
import { goodsSchema } from './goods.ts';
import { keyboardReaderSchema } from './keyboard-reader.ts';
import { languageSchema } from './local-text.ts';
import { memberDetailsSchema } from './member-details.ts';
import { memberViewSchema } from './member-view.ts';
import { paperSchema } from './paper.ts';
import {
  approveRequestSchema,
  approveResultSchema,
  cancelRequestSchema,
  cancelResultSchema,
  checkedDevicesSchema,
  confirmRequestSchema,
  confirmResultSchema,
  creditRequestSchema,
  creditResultSchema,
  identifyRequestSchema,
  identifyResultSchema,
  openDrawerRequestSchema,
  openDrawerResultSchema,
  openReceiptsSchema,
  posReceiptSchema,
  purchaseIdSchema,
  returnPreviewRequestSchema,
  returnPreviewSchema,
  returnRequestSchema,
  returnResultSchema,
  staffListSchema,
} from './pos-api.ts';
import { problemSchema } from './problem.ts';
import { quoteSchema } from './quote.ts';
import { redeemRequestSchema } from './receipt.ts';
import { localTextSchema } from './scalars.ts';
import { setupCalls } from './setup.ts';
import { tillStatusSchema } from './till-status.ts';

export const UI_PROTOCOL = 1;

/** A thing to hold under the simulated scanner of the demo's till bench. */
export const benchItemSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['card', 'phone', 'app', 'unknown', 'bank-card', 'goods']),
  label: z.record(z.string(), z.string()),
  /** The code as printed under it, for people. */
  printed: z.string(),
});
export type BenchItem = z.infer<typeof benchItemSchema>;

const empty = z.strictObject({});

/** An open receipt with everything a window needs to go on with it. Quantities in thousandths of a unit. */
export const heldCartSchema = z.strictObject({
  purchaseId: z.string(),
  member: memberViewSchema.nullable(),
  lines: z.array(z.strictObject({ id: z.string(), goods: goodsSchema, thousandths: z.int().positive() })),
  redeem: redeemRequestSchema.nullable(),
  rewards: z.array(z.string()),
  coupons: z.array(z.string()),
});
export type HeldCart = z.infer<typeof heldCartSchema>;

/** How far the slip of a paid receipt has come; `none` where this till prints no slips. */
export const slipFateSchema = z.strictObject({
  state: z.enum(['none', 'queued', 'sending', 'sent', 'confirmed', 'unknown', 'failed']),
  /** A stable word (`paper-out`), null when nothing is wrong. */
  reason: z.string().nullable(),
});
export type SlipFate = z.infer<typeof slipFateSchema>;

/** What of a purchase can come back. */
export type ReturnableSale = z.infer<(typeof uiCalls)['return.find']['result']>;

/** Every call of a window to the agent: parameters and answer. Windows know nothing else of the agent. */
export const uiCalls = {
  hello: {
    params: z.strictObject({ protocol: z.int() }),
    result: z.strictObject({
      protocol: z.int(),
      version: z.string(),
      chainName: z.string(),
      storeName: z.string(),
      tillName: z.string(),
      currency: z.string(),
      language: languageSchema,
      /** True on the demo: the window shows the till bench. */
      bench: z.boolean(),
      /** Bench only: whether the network cable to the hub is in. */
      cable: z.boolean(),
      /** Readers that type like a keyboard, in the order in which they are tried; at least one. */
      keyboards: z.array(keyboardReaderSchema),
    }),
  },
  status: { params: empty, result: tillStatusSchema },
  /** What the active pack calls the parts that a quote names by id only; asked again after a `pack` event. */
  'program.names': {
    params: empty,
    result: z.strictObject({
      pack: z.int().nonnegative(),
      /** Promotions, rewards, stamp cards and clubs: whatever may stand in a quote's reasons. */
      promotions: z.record(z.string(), localTextSchema),
      tiers: z.record(z.string(), localTextSchema),
      wallets: z.record(z.string(), localTextSchema),
      /** Decimals of a point, by wallet. */
      scales: z.record(z.string(), z.int().nonnegative()),
      /** Wallets whose points pay, as the program orders them. */
      paying: z.array(z.string()),
      /** What can be had for points, cheapest first; `cost` in the wallet's smallest unit. */
      rewards: z.array(z.strictObject({ id: z.string(), wallet: z.string(), cost: z.int().positive() })),
      stampCards: z.array(z.strictObject({ id: z.string(), target: z.int().positive() })),
      /** True where a promotion asks for a coupon: the window then offers to type one. */
      coupons: z.boolean(),
    }),
  },
  /** The member as known now; asked again after a `member` event. */
  'member.view': {
    params: z.strictObject({ id: z.string().min(1).max(64) }),
    result: z.strictObject({ member: memberViewSchema.nullable() }),
  },
  /** The same with points by lot, offers and coupons: for the member's panel. */
  'member.details': {
    params: z.strictObject({ id: z.string().min(1).max(64) }),
    result: memberDetailsSchema,
  },
  identify: { params: identifyRequestSchema, result: identifyResultSchema },
  'goods.search': {
    params: z.strictObject({ text: z.string().max(100), limit: z.int().min(1).max(100) }),
    result: z.strictObject({ goods: z.array(goodsSchema) }),
  },
  'goods.byCode': {
    params: z.strictObject({ code: z.string().min(1).max(64) }),
    result: z.strictObject({ goods: goodsSchema.nullable() }),
  },
  /** A new purchase id of this till. */
  'receipt.new': { params: empty, result: z.strictObject({ purchaseId: z.string() }) },
  'receipt.quote': {
    params: z.strictObject({ purchaseId: purchaseIdSchema, receipt: posReceiptSchema }),
    result: quoteSchema,
  },
  /** The slip as it will print if the receipt were confirmed now. */
  'receipt.slip': {
    params: z.strictObject({ purchaseId: purchaseIdSchema }),
    result: z.strictObject({ paper: paperSchema }),
  },
  'receipt.confirm': {
    params: confirmRequestSchema.extend({ purchaseId: purchaseIdSchema }),
    /** `paper`: the slip as it was stored with the sale and as it prints. */
    result: confirmResultSchema.extend({ paper: paperSchema }),
  },
  /** The stored cart of an open receipt: after a reload, or to take a waiting one up again. */
  'receipt.read': { params: z.strictObject({ purchaseId: purchaseIdSchema }), result: heldCartSchema },
  'receipt.printed': { params: z.strictObject({ purchaseId: purchaseIdSchema }), result: slipFateSchema },
  /** Prints the stored slip once more: a person has seen that it did not come out. */
  'receipt.reprint': {
    params: z.strictObject({ purchaseId: purchaseIdSchema, operationId: z.uuid() }),
    result: empty,
  },
  'receipt.cancel': {
    params: cancelRequestSchema.extend({ purchaseId: purchaseIdSchema }),
    result: cancelResultSchema,
  },
  'receipt.open': { params: empty, result: openReceiptsSchema },
  'staff.list': { params: empty, result: staffListSchema },
  /** Signs somebody on who sells from now on, with the PIN where there is one; null signs off. */
  'staff.sign': {
    params: z.strictObject({ cashier: z.string().min(1).max(64).nullable(), pin: pinSchema.nullable() }),
    result: staffListSchema,
  },
  /** A manager's PIN lets a receipt of a member through. */
  'receipt.approve': {
    params: approveRequestSchema.extend({ purchaseId: purchaseIdSchema }),
    result: approveResultSchema,
  },
  /** Points given by hand with a manager's PIN. */
  'member.credit': { params: creditRequestSchema, result: creditResultSchema },
  /** The cash drawer, without a sale. */
  'drawer.open': { params: openDrawerRequestSchema, result: openDrawerResultSchema },
  /** Asks every device how it is now. */
  'devices.check': { params: empty, result: checkedDevicesSchema },
  /** What of a purchase can come back, here or of another till while the hub answers. Quantities in units. */
  'return.find': {
    params: z.strictObject({ purchaseId: purchaseIdSchema }),
    result: z.strictObject({
      purchaseId: z.string(),
      /** Instant of the purchase, ISO 8601. */
      at: z.string(),
      lines: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          quantity: z.number(),
          returnable: z.number(),
          netMinor: z.int(),
        }),
      ),
    }),
  },
  'return.preview': { params: returnPreviewRequestSchema, result: returnPreviewSchema },
  'return.take': { params: returnRequestSchema, result: returnResultSchema },
  ...setupCalls,
  'bench.items': { params: empty, result: z.strictObject({ items: z.array(benchItemSchema) }) },
  /** Sends the item's bytes (or typed text) through the simulated scanner's line. */
  'bench.scan': {
    params: z.union([
      z.strictObject({ item: z.string().max(64) }),
      z.strictObject({ text: z.string().min(1).max(1024) }),
    ]),
    result: empty,
  },
  /** Pulls or plugs the network cable to the hub. */
  'bench.network': { params: z.strictObject({ connected: z.boolean() }), result: empty },
  /** What lies in the on-screen printer's tray, newest last. */
  'bench.paper': { params: empty, result: z.strictObject({ papers: z.array(paperSchema) }) },
} as const;

export type UiCalls = typeof uiCalls;
export type UiCallName = keyof UiCalls;
export type UiParams<Name extends UiCallName> = z.input<UiCalls[Name]['params']>;
export type UiResult<Name extends UiCallName> = z.output<UiCalls[Name]['result']>;

/** Frames on the channel (a message port under Electron, a WebSocket in a browser), one JSON text each. */
export const uiRequestSchema = z.strictObject({
  id: z.int().nonnegative(),
  call: z.string(),
  params: z.unknown(),
});
export type UiRequest = z.infer<typeof uiRequestSchema>;
export const uiReplySchema = z.union([
  z.strictObject({ id: z.int(), ok: z.literal(true), result: z.unknown() }),
  z.strictObject({ id: z.int(), ok: z.literal(false), problem: problemSchema }),
  agentEventSchema,
]);
export type UiReply = z.infer<typeof uiReplySchema>;
