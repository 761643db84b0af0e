import type { z } from 'zod';
import { type MemberDetails, memberDetailsSchema } from '../contracts/member-details.ts';
import {
  type ApproveRequest,
  type ApproveResult,
  approveResultSchema,
  type CancelRequest,
  type CancelResult,
  type CheckedDevices,
  type ConfirmRequestInput,
  type ConfirmResult,
  type CreditRequest,
  type CreditResult,
  cancelResultSchema,
  checkedDevicesSchema,
  confirmResultSchema,
  creditResultSchema,
  type EnrolMemberRequest,
  type EnrolMemberResult,
  enrolMemberResultSchema,
  type HoldRequest,
  type HoldResult,
  holdResultSchema,
  type IdentifyRequest,
  type IdentifyResult,
  identifyResultSchema,
  type OpenDrawerRequest,
  type OpenDrawerResult,
  type OpenReceipt,
  openDrawerResultSchema,
  openReceiptsSchema,
  POS_API_PREFIX,
  type PosReceiptInput,
  type PrintRequest,
  type PrintResult,
  printResultSchema,
  type ReturnPreview,
  type ReturnPreviewRequest,
  type ReturnRequest,
  type ReturnResult,
  returnPreviewSchema,
  returnResultSchema,
  type StaffList,
  staffListSchema,
} from '../contracts/pos-api.ts';
import { problemSchema } from '../contracts/problem.ts';
import { type Quote, quoteSchema } from '../contracts/quote.ts';
import { readTolerant } from '../contracts/read-tolerant.ts';
import { type TillStatus, tillStatusSchema } from '../contracts/till-status.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { type EventOptions, followEvents, type PosEvent } from './events.ts';
import { type AgentAddress, exchange } from './exchange.ts';

// The package's one door: what its calls take and give can be named by whoever imports it.
export type {
  ConfirmRequestInput,
  ConfirmResult,
  EventOptions,
  IdentifyRequest,
  IdentifyResult,
  MemberDetails,
  PosEvent,
  PosReceiptInput,
  Quote,
  Result,
  ReturnRequest,
  ReturnResult,
  TillStatus,
};

/**
 * Why a call gave nothing. `code`: of the agent's problem document, or `unreachable`, `timeout`, `unreadable`, or
 * `impostor`: who answered does not hold the install token. In every case the sale goes on without loyalty, and the
 * receipt can be confirmed whole later.
 */
export type PosFailure = {
  readonly code: string;
  readonly status: number | null;
  readonly detail: string;
  /** What to show the cashier; null where the agent did not answer. */
  readonly cashierText: string | null;
  /** Where in the body each fault is, as a JSON path (`lines[2].price`); only of `invalid`. */
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
};

export type PosClientOptions = {
  /** `http://127.0.0.1:8377` unless the till was set up otherwise. */
  readonly url?: string;
  /** Instead of `url`: the Unix socket or Windows pipe of the till's config (`posApi.socket`). */
  readonly socket?: string;
  /** The install token: the text of the till's file `pos-token`. */
  readonly token: string;
  /** A cashier does not wait longer than this; 300 ms unless given. Returns and PINs have three seconds at least. */
  readonly timeoutMs?: number;
};

type Answer<T> = Promise<Result<T, PosFailure>>;

/** The calls of the POS API, typed by the schemas that the agent itself checks. */
export type PosClient = {
  status(): Answer<TillStatus>;
  identify(request: IdentifyRequest): Answer<IdentifyResult>;
  quote(purchaseId: string, cart: PosReceiptInput): Answer<Quote>;
  hold(purchaseId: string, request: HoldRequest): Answer<HoldResult>;
  /** Repeat it with the same body until an answer comes: it is booked once. */
  confirm(purchaseId: string, request: ConfirmRequestInput): Answer<ConfirmResult>;
  cancel(purchaseId: string, request: CancelRequest): Answer<CancelResult>;
  openReceipts(): Answer<{ receipts: OpenReceipt[] }>;
  previewReturn(request: ReturnPreviewRequest): Answer<ReturnPreview>;
  takeReturn(request: ReturnRequest): Answer<ReturnResult>;
  enrolMember(request: EnrolMemberRequest): Answer<EnrolMemberResult>;
  member(id: string): Answer<MemberDetails>;
  staff(): Answer<StaffList>;
  /** After `manager-pin-needed`: then quote and confirm again. */
  approve(purchaseId: string, request: ApproveRequest): Answer<ApproveResult>;
  credit(request: CreditRequest): Answer<CreditResult>;
  /** On the till's own printer, once for an operation: a slip of a purchase confirmed there, or a test page. */
  print(request: PrintRequest): Answer<PrintResult>;
  /** Without a sale, once for an operation; `no-drawer`, `drawer-offline`, `manager-pin-needed`. */
  openDrawer(request: OpenDrawerRequest): Answer<OpenDrawerResult>;
  /** Asks every device how it is now; each comes with its state and reason. */
  checkDevices(): Answer<CheckedDevices>;
  /** `for await (const event of till.events())`: scans and the rest, over restarts of the agent too. */
  events(options?: EventOptions): AsyncGenerator<PosEvent, void, void>;
};

const usualUrl = 'http://127.0.0.1:8377';
const usualTimeoutMs = 300;
/**
 * A PIN is judged slowly on purpose, and a manager stands there; for a return the till waits for the hub, two seconds at
 * the longest, because part of the purchase may have come back elsewhere.
 */
const slowTimeoutMs = 3000;

/** A device that is asked may be silent for as long as one that has to be found again. */
const checkTimeoutMs = 20_000;

/** A client of one till's agent. Every failure is data; nothing throws. */
export function createPosClient(options: PosClientOptions): PosClient {
  const call = createCall(options);
  const receipt = (purchaseId: string): string => `/receipts/${encodeURIComponent(purchaseId)}`;
  const slowMs = Math.max(slowTimeoutMs, options.timeoutMs ?? 0);
  return {
    status: () => call('GET', '/status', tillStatusSchema),
    identify: (request) => call('POST', '/identify', identifyResultSchema, request),
    quote: (purchaseId, cart) => call('PUT', receipt(purchaseId), quoteSchema, cart),
    hold: (purchaseId, request) => call('POST', `${receipt(purchaseId)}/hold`, holdResultSchema, request),
    confirm: (purchaseId, request) =>
      call('POST', `${receipt(purchaseId)}/confirm`, confirmResultSchema, request),
    cancel: (purchaseId, request) =>
      call('POST', `${receipt(purchaseId)}/cancel`, cancelResultSchema, request),
    openReceipts: () => call('GET', '/receipts?state=open', openReceiptsSchema),
    previewReturn: (request) => call('POST', '/returns/preview', returnPreviewSchema, request, slowMs),
    takeReturn: (request) => call('POST', '/returns', returnResultSchema, request, slowMs),
    enrolMember: (request) => call('POST', '/members', enrolMemberResultSchema, request),
    member: (id) => call('GET', `/members/${encodeURIComponent(id)}`, memberDetailsSchema),
    staff: () => call('GET', '/staff', staffListSchema),
    approve: (purchaseId, request) =>
      call('POST', `${receipt(purchaseId)}/approve`, approveResultSchema, request, slowMs),
    credit: (request) => call('POST', '/credits', creditResultSchema, request, slowMs),
    print: (request) => call('POST', '/print', printResultSchema, request),
    openDrawer: (request) => call('POST', '/drawer/open', openDrawerResultSchema, request, slowMs),
    checkDevices: () => call('POST', '/devices/check', checkedDevicesSchema, {}, checkTimeoutMs),
    events: (given) => followEvents(addressOf(options), options.token, given),
  };
}

type Call = <Schema extends z.ZodType>(
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  schema: Schema,
  body?: unknown,
  timeoutMs?: number,
) => Answer<z.output<Schema>>;

function createCall(options: PosClientOptions): Call {
  const { token, timeoutMs: usualMs = usualTimeoutMs } = options;
  const address = addressOf(options);
  return async (method, path, schema, body, timeoutMs = usualMs) => {
    const text = body === undefined ? null : JSON.stringify(body);
    const answer = await exchange(address, {
      ...{ method, token, timeoutMs, body: text },
      path: POS_API_PREFIX + path,
    });
    if (answer.kind === 'impostor') return err(impostor(answer.status));
    if (answer.kind !== 'answered') return err(networkFailure(answer.kind, timeoutMs));
    const value = readJson(answer.text);
    if (answer.status === 200) {
      // Fields of a newer agent are passed over: an update of the till must not stop a register.
      const read = readTolerant(schema, value);
      return read.success ? ok(read.data) : err(unreadable(answer.status));
    }
    const problem = readTolerant(problemSchema, value);
    if (!problem.success) return err(unreadable(answer.status));
    const { code, status, detail, cashierText, errors } = problem.data;
    return err({ code, status, detail, cashierText, ...(errors === undefined ? {} : { errors }) });
  };
}

const addressOf = ({ socket, url = usualUrl }: PosClientOptions): AgentAddress =>
  socket === undefined ? { url } : { socket };

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const impostor = (status: number): PosFailure => ({
  code: 'impostor',
  status,
  detail:
    'Who answers does not hold the install token: another program has the port, or the token is an old one.',
  cashierText: null,
});

const unreadable = (status: number): PosFailure => ({
  code: 'unreadable',
  status,
  detail: 'The answer is not one of this version of the agent.',
  cashierText: null,
});

const networkFailure = (code: 'timeout' | 'unreachable', timeoutMs: number): PosFailure => ({
  code,
  status: null,
  detail: code === 'timeout' ? `No answer within ${timeoutMs} ms.` : 'The agent cannot be reached.',
  cashierText: null,
});
