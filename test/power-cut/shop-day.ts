import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfirmRequest, confirmResultSchema, returnResultSchema } from '../../src/contracts/pos-api.ts';
import { quoteSchema } from '../../src/contracts/quote.ts';
import { pointsProgram } from '../support/points-program.ts';
import { type PrinterEmulator, startPrinterEmulator } from '../support/printer-emulator.ts';
import { eventually } from '../support/processes.ts';
import { openShop, type TillProcess } from '../support/shop.ts';

/** A writing call that the agent has answered with 200, and the answer's text as the register heard it. */
export type Told = {
  readonly kind: 'confirm' | 'return' | 'cancel' | 'hold' | 'enrol';
  readonly operationId: string;
  readonly purchaseId: string;
  readonly member: string | null;
  readonly request: unknown;
  readonly answer: unknown;
};

/** A recorded day: what the register heard, and every disk access of the agent, one trace a process, in their order. */
export type Recording = {
  readonly folder: string;
  readonly told: readonly Told[];
  readonly traces: readonly Buffer[];
};

/** What every member has before the first sale. */
export const openingPoints = 700;
const memberCount = 12;

const program = pointsProgram('power-cut', {
  promotions: [
    {
      id: 'milk-20',
      name: { ru: 'Молоко −20 %', en: 'Milk −20%' },
      then: [{ type: 'percentOff', percent: 20, of: { category: ['dairy'] } }],
    },
  ],
});

const membersCsv = [
  'id,phone,cards,firstName,joinedAt,points:main',
  ...Array.from(
    { length: memberCount },
    (_, index) =>
      `m${index},+790000010${10 + index},29000000000${10 + index},Анна,2025-01-10,${openingPoints}`,
  ),
].join('\n');

const milk = {
  id: '1',
  sku: '4600000000015',
  name: 'Молоко',
  category: 'dairy/milk',
  quantity: 2,
  price: 8990,
};
const bread = { id: '2', sku: 'b-1', name: 'Хлеб', category: 'bakery', quantity: 3, price: 5490 };

/** A register that remembers what it was told. Ids count up, so that two recordings differ in times only. */
class Register {
  readonly told: Told[] = [];
  readonly #till: TillProcess;
  #next = 0;

  constructor(till: TillProcess) {
    this.#till = till;
  }

  #id(): string {
    this.#next += 1;
    const hex = createHash('sha256').update(`power-cut ${this.#next}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  async #write(call: Omit<Told, 'operationId' | 'answer' | 'request'>, path: string, more: object) {
    const request = { operationId: this.#id(), ...more };
    const { status, body } = await this.#till.call('POST', path, request);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    this.told.push({ ...call, operationId: request.operationId, request, answer: body });
    return body;
  }

  /** A cart is quoted twice and left open. */
  async quote(purchaseId: string, member: string | null, points: number): Promise<number> {
    const at = new Date().toISOString();
    const redeem = points === 0 ? {} : { redeem: { wallet: 'main', points } };
    const path = `/v1/receipts/${purchaseId}`;
    await this.#till.call('PUT', path, { at, lines: [milk], member });
    const { status, body } = await this.#till.call('PUT', path, {
      at,
      lines: [milk, bread],
      member,
      ...redeem,
    });
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return quoteSchema.parse(body).totals.net;
  }

  async sell(purchaseId: string, member: string | null, points = 0, heldPoints = 0): Promise<void> {
    const net = await this.quote(purchaseId, member, points);
    if (heldPoints > 0) await this.hold(purchaseId, member, heldPoints);
    const request: Omit<ConfirmRequest, 'operationId'> = {
      fiscal: { number: purchaseId, time: new Date().toISOString() },
      tenders: [{ type: 'cash', amount: net }],
    };
    const path = `/v1/receipts/${purchaseId}/confirm`;
    confirmResultSchema.parse(await this.#write({ kind: 'confirm', purchaseId, member }, path, request));
  }

  async hold(purchaseId: string, member: string | null, points: number): Promise<void> {
    await this.#write({ kind: 'hold', purchaseId, member }, `/v1/receipts/${purchaseId}/hold`, {
      wallet: 'main',
      points,
    });
  }

  async cancel(purchaseId: string): Promise<void> {
    await this.#write({ kind: 'cancel', purchaseId, member: null }, `/v1/receipts/${purchaseId}/cancel`, {});
  }

  async takeBack(purchaseId: string, member: string | null, line: string, quantity: number): Promise<void> {
    const more = { purchaseId, returnId: `R-${this.#next}`, lines: [{ id: line, quantity }] };
    returnResultSchema.parse(await this.#write({ kind: 'return', purchaseId, member }, '/v1/returns', more));
  }

  async enrol(phone: string): Promise<void> {
    const consent = { text: 'Согласна.', version: '1', at: new Date().toISOString() };
    await this.#write({ kind: 'enrol', purchaseId: '', member: null }, '/v1/members', { phone, consent });
  }
}

/** Some of everything a register does; `round` keeps the numbers of purchases apart. */
async function trade(register: Register, round: string, sales: number): Promise<void> {
  for (let index = 0; index < sales; index += 1) {
    const purchaseId = `${round}-${index}`;
    const member = index % 5 === 4 ? null : `m${index % memberCount}`;
    if (index % 7 === 6) {
      await register.quote(purchaseId, member, 0);
      await register.cancel(purchaseId);
      continue;
    }
    if (index % 7 === 3 && member !== null) await register.sell(purchaseId, member, 10, 10);
    else await register.sell(purchaseId, member, member === null ? 0 : index % 3);
    if (index % 8 === 5) await register.takeBack(purchaseId, member, '2', 1);
    if (index % 16 === 9)
      await register.enrol(`+791112${round.charCodeAt(0)}${String(index).padStart(3, '0')}`);
  }
}

const drained = (till: TillProcess) =>
  eventually('the hub has everything', async () => {
    const { body } = await till.call('GET', '/v1/status');
    return (body as { backlog: { count: number } }).backlog.count === 0 ? true : null;
  });

/** Traces of the processes that traded, oldest first; what other processes of the till left is empty. */
function tracesIn(folder: string): Buffer[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .sort((one, other) => statSync(one).birthtimeMs - statSync(other).birthtimeMs)
    .map((path) => readFileSync(path))
    .filter((trace) => trace.length > 0);
}

export type DayOptions = {
  readonly folder: string;
  /** The recorder, a shared library. */
  readonly shim: string;
  /** Receipts of each of the three parts of the day. */
  readonly sales: readonly [number, number, number];
  readonly env?: Record<string, string>;
};

/**
 * A day of a real agent with a real hub and a printer, its disk accesses recorded: first start, trade, `kill -9`, trade,
 * an orderly end, trade, `kill -9`.
 */
export async function recordDay({ folder, shim, sales, env = {} }: DayOptions): Promise<Recording> {
  const out = join(folder, 'traces');
  mkdirSync(out, { recursive: true });
  const printer: PrinterEmulator = await startPrinterEmulator();
  const shop = await openShop({ folder, program, membersCsv });
  try {
    const root = join(folder, 't1');
    // Compiled code is no promise, and its files would be most of what is recorded.
    const code = { NODE_DISABLE_COMPILE_CACHE: '1' };
    const traced = { ...env, ...code, LD_PRELOAD: shim, KOPILKA_TRACE_OUT: out, KOPILKA_TRACE_ROOT: root };
    const devices = {
      printer: { id: 'printer', transport: { kind: 'tcp', host: '127.0.0.1', port: printer.port } },
    };
    const till = await shop.addTill('t1', { devices }, traced);
    const register = new Register(till);
    const knowsMembers = () =>
      eventually('the till knows its members', async () => {
        const { status } = await till.call('GET', `/v1/members/m${memberCount - 1}`);
        return status === 200 ? true : null;
      });
    await knowsMembers();
    await trade(register, 'A', sales[0]);
    await till.restart(traced);
    await trade(register, 'B', sales[1]);
    await drained(till);
    await till.running.end('SIGTERM');
    await till.restart(traced);
    await trade(register, 'C', sales[2]);
    await till.running.end('SIGKILL');
    return { folder: root, told: register.told, traces: tracesIn(out) };
  } finally {
    await shop.close();
    await printer.close();
  }
}
