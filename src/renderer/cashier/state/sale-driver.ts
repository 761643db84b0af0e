import type { AgentEvent } from '../../../contracts/events.ts';
import type { IdentifyRequest, IdentifyResult } from '../../../contracts/pos-api.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { UI_PROTOCOL } from '../../../contracts/ui-api.ts';
import { uuidV7 } from '../../../shared/ids.ts';
import type { Clock, Random } from '../../../shared/ports.ts';
import type { AgentClient } from '../../kit/agent-client.ts';
import { isUncertain } from '../../kit/local-problem.ts';
import { receiptOfSale } from './receipt-of-sale.ts';
import { type RememberedSale, rememberedOf, type SaleMemory } from './remembered-sale.ts';
import { restoreSale, takeUp } from './restore-sale.ts';
import type { SaleEvent } from './sale-events.ts';
import { freshQuote, type SaleState, type Tender, wantsQuote } from './sale-state.ts';
import type { SessionEvent, SessionState } from './session-state.ts';
import type { Store } from './store.ts';

export type DriverPorts = {
  readonly client: AgentClient;
  readonly sale: Store<SaleState, SaleEvent>;
  readonly session: Store<SessionState, SessionEvent>;
  readonly clock: Clock & { localNow(): string };
  readonly random: Random;
  readonly memory: SaleMemory;
};

/** What the screens ask for. */
export interface SaleDriver {
  identify(request: IdentifyRequest): Promise<void>;
  confirm(tender: Tender): void;
  /** Ends the sale without a payment; the agent releases what it holds for it. */
  leave(): void;
  /** Puts the cart aside: it stays with the agent and can be taken up again. */
  park(): void;
  /** Takes up a receipt that was left open. */
  resume(purchaseId: string): Promise<void>;
  /** Cancels a receipt that was left open. */
  discard(purchaseId: string): Promise<void>;
  /** A manager's PIN lets this receipt of this member through; answers what was refused. */
  approve(staff: string, pin: string): Promise<Problem | null>;
  benchScan(item: string): Promise<void>;
  setCable(connected: boolean): Promise<void>;
}

/** How long an unanswered payment waits before it is asked about again. */
const CONFIRM_AGAIN_MS = 1500;

/** Carries out what the state asks for: quotes, payments, and what the agent tells. One of each is under way at most. */
export function startDriver(ports: DriverPorts): SaleDriver {
  const { client, sale, session } = ports;
  watchQuotes(ports);
  watchConfirmation(ports);
  const remembered = ports.memory.load();
  rememberSale(ports);
  watchOpenReceipts(ports);
  let greeted = false;
  client.onEvent((event) => {
    const before = session.get().status?.mode;
    session.dispatch({ type: 'agent', event });
    void followEvent(ports, event);
    // What may be spent depends on the mode: offline it is the till's own allowance.
    if (event.event === 'sync' && event.data.mode !== before) void refreshMember(ports);
  });
  client.onState((link) => {
    session.dispatch({ type: 'link', link });
    if (link !== 'open') return;
    void greet(ports, greeted ? null : remembered);
    greeted = true;
  });
  return {
    identify: async (request) => {
      const answer = await client.call('identify', request);
      if (answer.ok) await takeOutcome(ports, answer.value);
      else sale.dispatch({ type: 'told', problem: answer.error });
    },
    confirm: (tender) => confirm(ports, tender),
    leave: () => {
      const { phase, purchaseId } = sale.get();
      sale.dispatch({ type: 'sale-left' });
      if (purchaseId === null || phase === 'done' || phase === 'confirming') return;
      const operationId = uuidV7(ports.clock, ports.random);
      // Unanswered cancels need no second try: an open receipt without a confirmation changes nothing.
      void client.call('receipt.cancel', { purchaseId, operationId }).then(() => loadOpenReceipts(ports));
    },
    park: () => {
      if (sale.get().phase === 'selling') sale.dispatch({ type: 'sale-left' });
    },
    resume: async (purchaseId) => {
      const problem = await takeUp(ports, purchaseId, null);
      if (problem !== null) sale.dispatch({ type: 'told', problem });
    },
    discard: async (purchaseId) => {
      const operationId = uuidV7(ports.clock, ports.random);
      const answer = await client.call('receipt.cancel', { purchaseId, operationId });
      if (!answer.ok) sale.dispatch({ type: 'told', problem: answer.error });
      await loadOpenReceipts(ports);
    },
    approve: (staff, pin) => approve(ports, staff, pin),
    benchScan: async (item) => {
      const answer = await client.call('bench.scan', { item });
      if (!answer.ok) sale.dispatch({ type: 'told', problem: answer.error });
    },
    setCable: async (connected) => {
      const answer = await client.call('bench.network', { connected });
      if (answer.ok) session.dispatch({ type: 'cable', cable: connected ? 'plugged' : 'pulled' });
      else sale.dispatch({ type: 'told', problem: answer.error });
    },
  };
}

async function approve(ports: DriverPorts, staff: string, pin: string): Promise<Problem | null> {
  const { member, purchaseId } = ports.sale.get();
  if (member === null || purchaseId === null) return null;
  const operationId = uuidV7(ports.clock, ports.random);
  const request = { operationId, purchaseId, member: member.id, staff, pin };
  const answer = await ports.client.call('receipt.approve', request);
  if (!answer.ok) return answer.error;
  ports.sale.dispatch({ type: 'quote-wanted' });
  return null;
}

/** Everything the window must know after the line opened: also after an agent's restart. */
async function greet(ports: DriverPorts, remembered: RememberedSale | null): Promise<void> {
  const { client, sale, session } = ports;
  const hello = await client.call('hello', { protocol: UI_PROTOCOL });
  if (!hello.ok) {
    sale.dispatch({ type: 'told', problem: hello.error });
    return;
  }
  session.dispatch({ type: 'hello', hello: hello.value });
  if (remembered !== null) await restoreSale(ports, remembered);
  const [status] = await Promise.all([client.call('status', {}), loadNames(client, session)]);
  if (status.ok) session.dispatch({ type: 'status', status: status.value });
  if (hello.value.bench) await loadBench(client, session);
  sale.dispatch({ type: 'quote-wanted' });
  await loadOpenReceipts(ports);
}

async function loadOpenReceipts({ client, session }: DriverPorts): Promise<void> {
  const open = await client.call('receipt.open', {});
  if (open.ok) session.dispatch({ type: 'open-receipts', receipts: open.value.receipts });
}

/** Keeps what is needed to find this sale again, whenever that changes. */
function rememberSale({ sale, memory }: DriverPorts): void {
  let kept = '';
  sale.subscribe(() => {
    const remembered = rememberedOf(sale.get());
    const text = JSON.stringify(remembered);
    if (text === kept) return;
    kept = text;
    memory.save(remembered);
  });
}

/** The list of receipts left open is asked for again at the beginning of every sale. */
function watchOpenReceipts(ports: DriverPorts): void {
  const { sale } = ports;
  let before = sale.get().purchaseId;
  sale.subscribe(() => {
    const { purchaseId } = sale.get();
    if (purchaseId === before) return;
    before = purchaseId;
    if (purchaseId === null) void loadOpenReceipts(ports);
  });
}

async function loadNames(client: AgentClient, session: DriverPorts['session']): Promise<void> {
  const names = await client.call('program.names', {});
  if (names.ok) session.dispatch({ type: 'names', names: names.value });
}

async function loadBench(client: AgentClient, session: DriverPorts['session']): Promise<void> {
  const [items, papers] = await Promise.all([client.call('bench.items', {}), client.call('bench.paper', {})]);
  if (items.ok) session.dispatch({ type: 'bench-items', items: items.value.items });
  if (papers.ok) session.dispatch({ type: 'bench-papers', papers: papers.value.papers });
}

async function followEvent(ports: DriverPorts, event: AgentEvent): Promise<void> {
  const { client, sale, session } = ports;
  if (event.event === 'scan') await takeOutcome(ports, event.data.outcome);
  if (event.event === 'pack') {
    await loadNames(client, session);
    sale.dispatch({ type: 'quote-wanted' });
  }
  if (event.event === 'member' && sale.get().member?.id === event.data.id) await refreshMember(ports);
}

async function refreshMember({ client, sale }: DriverPorts): Promise<void> {
  const id = sale.get().member?.id;
  if (id === undefined) return;
  const view = await client.call('member.view', { id });
  if (view.ok && view.value.member !== null) {
    sale.dispatch({ type: 'member-refreshed', member: view.value.member });
  }
}

async function takeOutcome({ client, sale }: DriverPorts, outcome: IdentifyResult): Promise<void> {
  if (outcome.result !== 'not-loyalty') {
    sale.dispatch({ type: 'identified', outcome });
    return;
  }
  const found = await client.call('goods.byCode', { code: outcome.code });
  if (!found.ok) sale.dispatch({ type: 'told', problem: found.error });
  else if (found.value.goods === null) sale.dispatch({ type: 'goods-unknown', code: outcome.code });
  else sale.dispatch({ type: 'goods-picked', goods: found.value.goods });
}

/** Asks for a quote whenever the state wants one. Changes made meanwhile are quoted together afterwards. */
function watchQuotes({ client, sale, clock }: DriverPorts): void {
  let underWay = false;
  const ask = async (): Promise<void> => {
    if (underWay || !wantsQuote(sale.get())) return;
    underWay = true;
    const before = sale.get();
    const purchaseId = before.purchaseId ?? (await openPurchase(client, sale));
    if (purchaseId !== null && wantsQuote(sale.get())) {
      const now = sale.get();
      const receipt = receiptOfSale(now, clock.localNow());
      const answer = await client.call('receipt.quote', { purchaseId, receipt });
      const { revision } = now;
      if (answer.ok) sale.dispatch({ type: 'quote-made', revision, quote: answer.value });
      else sale.dispatch({ type: 'quote-refused', revision, problem: answer.error });
    }
    underWay = false;
    void ask();
  };
  sale.subscribe(() => void ask());
}

async function openPurchase(client: AgentClient, sale: DriverPorts['sale']): Promise<string | null> {
  const opened = await client.call('receipt.new', {});
  const { revision } = sale.get();
  if (!opened.ok) {
    sale.dispatch({ type: 'quote-refused', revision, problem: opened.error });
    return null;
  }
  sale.dispatch({ type: 'purchase-opened', purchaseId: opened.value.purchaseId });
  return sale.get().purchaseId;
}

function confirm({ sale, clock, random }: DriverPorts, tender: Tender): void {
  const now = sale.get();
  const quote = freshQuote(now);
  if (quote === null || now.purchaseId === null) return;
  const amount = quote.totals.net;
  sale.dispatch({
    type: 'confirm-asked',
    confirmation: {
      purchaseId: now.purchaseId,
      tender,
      request: {
        operationId: uuidV7(clock, random),
        // This window stands in for a register, whose fiscal device would give the number.
        fiscal: { number: now.purchaseId, time: clock.localNow() },
        tenders: amount === 0 ? [] : [{ type: tender.type, amount }],
      },
    },
  });
}

/** Sends a payment, and the very same one again as long as nobody knows whether it was taken. */
function watchConfirmation({ client, sale, clock }: DriverPorts): void {
  let sending: string | null = null;
  const send = async (): Promise<void> => {
    const { phase, confirmation } = sale.get();
    if (phase !== 'confirming' || confirmation === null) return;
    const { request, purchaseId } = confirmation;
    if (sending === request.operationId) return;
    sending = request.operationId;
    let answer = await client.call('receipt.confirm', { purchaseId, ...request });
    if (!answer.ok && answer.error.code === 'unknown-purchase') {
      // The agent lost the open receipt with its memory: it takes the whole one instead.
      const receipt = receiptOfSale(sale.get(), clock.localNow());
      answer = await client.call('receipt.confirm', { purchaseId, ...request, receipt });
    }
    if (answer.ok) sale.dispatch({ type: 'confirm-made', confirmed: answer.value });
    else sale.dispatch({ type: 'confirm-refused', problem: answer.error });
    if (!answer.ok && isUncertain(answer.error)) {
      setTimeout(() => {
        sending = null;
        void send();
      }, CONFIRM_AGAIN_MS);
    } else sending = null;
  };
  sale.subscribe(() => void send());
}
