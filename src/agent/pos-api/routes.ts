import { z } from 'zod';
import type { Checkout } from '../../checkout/checkout.ts';
import { memberDetailsSchema } from '../../contracts/member-details.ts';
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
  enrolMemberRequestSchema,
  enrolMemberResultSchema,
  holdRequestSchema,
  holdResultSchema,
  identifyRequestSchema,
  identifyResultSchema,
  openDrawerRequestSchema,
  openDrawerResultSchema,
  openReceiptsSchema,
  posReceiptSchema,
  printRequestSchema,
  printResultSchema,
  purchaseIdSchema,
  returnPreviewRequestSchema,
  returnPreviewSchema,
  returnRequestSchema,
  returnResultSchema,
  staffListSchema,
} from '../../contracts/pos-api.ts';
import { quoteSchema } from '../../contracts/quote.ts';
import type { Refusal } from '../../contracts/refusal.ts';
import { type TillStatus, tillStatusSchema } from '../../contracts/till-status.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { PrintOnDemand } from '../print-on-demand.ts';
import { type Spending, spendsAlone, whenGathered } from '../store-lan/spending.ts';

/** An answer that is JSON already and goes out as the bytes it is. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** One call of the API: the server is built from this list, and so are its documents, with the texts of `call-texts.ts`. */
export type PosRoute = {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Path after `/v1`, parameters as `:name`. */
  readonly path: string;
  readonly parameters: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType | null;
  readonly answer: z.ZodType;
  readonly run: (input: {
    parameters: unknown;
    body: unknown;
  }) => Result<unknown, Refusal> | Promise<Result<unknown, Refusal>>;
};

type RouteParts<P extends z.ZodObject, B extends z.ZodType | null> = {
  readonly method: PosRoute['method'];
  readonly path: string;
  readonly parameters: P;
  readonly query?: z.ZodObject;
  readonly body: B;
  readonly answer: z.ZodType;
  readonly run: (
    parameters: z.output<P>,
    body: B extends z.ZodType ? z.output<B> : null,
  ) => ReturnType<PosRoute['run']>;
};

/** Joins schemas and handler: the server hands `run` only what these schemas have parsed. */
function route<P extends z.ZodObject, B extends z.ZodType | null>(parts: RouteParts<P, B>): PosRoute {
  return {
    ...parts,
    query: parts.query ?? none,
    run: ({ parameters, body }) =>
      parts.run(parameters as z.output<P>, body as B extends z.ZodType ? z.output<B> : null),
  };
}

const none = z.strictObject({});
const purchase = z.strictObject({ purchaseId: purchaseIdSchema });
const member = z.strictObject({ id: z.string().min(1).max(64) });

/** What the calls are answered from. */
export type PosUseCases = {
  readonly checkout: Checkout;
  readonly status: () => TillStatus;
  readonly print: PrintOnDemand;
  /** Asks every device how it is now. Absent: the status stands. */
  readonly checkDevices?: (() => Promise<TillStatus['devices']>) | undefined;
  /** Absent: this till shares nothing with others. */
  readonly spending?: Spending | undefined;
};

/** Every call of the API but the documents and the stream of events. */
export const posRoutes = ({
  checkout,
  status,
  print,
  checkDevices = () => Promise.resolve(status().devices),
  spending = spendsAlone,
}: PosUseCases): PosRoute[] => [
  ...askingRoutes(checkout, status, spending),
  ...receiptRoutes(checkout, spending),
  ...returnRoutes(checkout),
  ...managerRoutes(checkout),
  route({
    method: 'POST',
    path: '/print',
    parameters: none,
    body: printRequestSchema,
    answer: printResultSchema,
    run: (_parameters, body) => print(body),
  }),
  route({
    method: 'POST',
    path: '/devices/check',
    parameters: none,
    body: none,
    answer: checkedDevicesSchema,
    run: () => checkDevices().then((devices) => ok({ devices })),
  }),
  route({
    method: 'POST',
    path: '/drawer/open',
    parameters: none,
    body: openDrawerRequestSchema,
    answer: openDrawerResultSchema,
    run: (_parameters, body) => checkout.openDrawer(body),
  }),
];

function askingRoutes(checkout: Checkout, status: () => TillStatus, spending: Spending): PosRoute[] {
  return [
    route({
      method: 'GET',
      path: '/status',
      parameters: none,
      body: null,
      answer: tillStatusSchema,
      run: () => ok(status()),
    }),
    route({
      method: 'POST',
      path: '/identify',
      parameters: none,
      body: identifyRequestSchema,
      answer: identifyResultSchema,
      run: (_parameters, body) => {
        const found = checkout.identify(body);
        // What may be spent is known once the hub has set it aside.
        const member = found.ok && found.value.result === 'member' ? found.value.member.id : null;
        const gathering = spending.before(member);
        return gathering === null ? found : gathering.then(() => checkout.identify(body));
      },
    }),
    route({
      method: 'POST',
      path: '/members',
      parameters: none,
      body: enrolMemberRequestSchema,
      answer: enrolMemberResultSchema,
      run: (_parameters, body) => checkout.enrolMember(body),
    }),
    route({
      method: 'GET',
      path: '/members/:id',
      parameters: member,
      body: null,
      answer: memberDetailsSchema,
      run: ({ id }) => checkout.memberDetails(id),
    }),
  ];
}

function receiptRoutes(checkout: Checkout, spending: Spending): PosRoute[] {
  return [
    route({
      method: 'GET',
      path: '/receipts',
      parameters: none,
      query: z.strictObject({ state: z.literal('open') }),
      body: null,
      answer: openReceiptsSchema,
      run: () => checkout.openReceipts(),
    }),
    route({
      method: 'PUT',
      path: '/receipts/:purchaseId',
      parameters: purchase,
      body: posReceiptSchema,
      answer: quoteSchema,
      run: ({ purchaseId }, body) =>
        whenGathered(spending.before(body.member ?? null), () => checkout.quote(purchaseId, body)),
    }),
    route({
      method: 'POST',
      path: '/receipts/:purchaseId/hold',
      parameters: purchase,
      body: holdRequestSchema,
      answer: holdResultSchema,
      run: ({ purchaseId }, body) =>
        whenGathered(spending.beforeReceipt(purchaseId), () => checkout.hold(purchaseId, body)),
    }),
    route({
      method: 'POST',
      path: '/receipts/:purchaseId/confirm',
      parameters: purchase,
      body: confirmRequestSchema,
      answer: confirmResultSchema,
      run: ({ purchaseId }, body) => {
        const book = () => {
          const text = checkout.confirmText(purchaseId, body);
          return text.ok ? ok(new JsonText(text.value)) : text;
        };
        // A sale told whole was not quoted here: nobody has asked for its member yet.
        return whenGathered(spending.before(body.receipt?.member ?? null), book);
      },
    }),
    route({
      method: 'POST',
      path: '/receipts/:purchaseId/cancel',
      parameters: purchase,
      body: cancelRequestSchema,
      answer: cancelResultSchema,
      run: ({ purchaseId }, body) => checkout.cancel(purchaseId, body),
    }),
  ];
}

function returnRoutes({ returns }: Checkout): PosRoute[] {
  return [
    route({
      method: 'POST',
      path: '/returns/preview',
      parameters: none,
      body: returnPreviewRequestSchema,
      answer: returnPreviewSchema,
      run: (_parameters, body) => returns.preview(body),
    }),
    route({
      method: 'POST',
      path: '/returns',
      parameters: none,
      body: returnRequestSchema,
      answer: returnResultSchema,
      run: (_parameters, body) => returns.take(body),
    }),
  ];
}

/** What only a manager's PIN allows. */
function managerRoutes(checkout: Checkout): PosRoute[] {
  return [
    route({
      method: 'GET',
      path: '/staff',
      parameters: none,
      body: null,
      answer: staffListSchema,
      run: () => checkout.staff(),
    }),
    route({
      method: 'POST',
      path: '/receipts/:purchaseId/approve',
      parameters: purchase,
      body: approveRequestSchema,
      answer: approveResultSchema,
      run: ({ purchaseId }, body) => checkout.approveSale(purchaseId, body),
    }),
    route({
      method: 'POST',
      path: '/credits',
      parameters: none,
      body: creditRequestSchema,
      answer: creditResultSchema,
      run: (_parameters, body) => checkout.creditPoints(body),
    }),
  ];
}
