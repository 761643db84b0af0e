import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { managedMemberSchema } from '../../src/contracts/manage.ts';
import { pointsProgram } from '../support/points-program.ts';
import { type PrinterEmulator, startPrinterEmulator } from '../support/printer-emulator.ts';
import { eventually, type Running, runCli } from '../support/processes.ts';
import { root } from '../support/repository.ts';
import { openShop, type Shop, type TillProcess } from '../support/shop.ts';
import { createRetryingRegister, type Journey, type RetryingRegister } from './retrying-register.ts';

export const openingPoints = 5000;
export const memberCount = 40;

const program = pointsProgram('kill');

const membersCsv = [
  'id,phone,cards,firstName,joinedAt,points:main',
  ...Array.from(
    { length: memberCount },
    (_, index) =>
      `m${index},+790000010${10 + index},29000000000${10 + index},Анна,2025-01-10,${openingPoints}`,
  ),
].join('\n');

/** Who dies at which step of which receipt; step 0: nobody. */
export type Order = { readonly victim: 'till' | 'hub'; readonly purchaseId: string; readonly step: number };

const hook = new URL('./die-at-step.ts', import.meta.url).href;
const compiled = join(root, 'node_modules/.cache/kopilka-compile');

/** A till's steps begin with its receipt, a hub's with the push of it. */
const environment = ({ victim, purchaseId, step }: Order, names?: string): Record<string, string> => ({
  NODE_OPTIONS: `--import ${hook}`,
  NODE_COMPILE_CACHE: compiled,
  KOPILKA_DIE: `${victim}|${victim === 'till' ? purchaseId : '/v1/push'}|${step}`,
  ...(names === undefined ? {} : { KOPILKA_STEPS: names }),
});

export type ShopUnderFire = {
  readonly shop: Shop;
  readonly till: TillProcess;
  readonly printer: PrinterEmulator;
  /** Every receipt that was taken through. */
  readonly journeys: Journey[];
  /** Names of the steps of one receipt, first to last. */
  readonly stepsOf: (victim: Order['victim']) => Promise<string[]>;
  /**
   * Takes one receipt through for each order, its victim killed. Answers the step at which each died, null for one that
   * had fewer steps and lived.
   */
  readonly obey: (orders: readonly Order[]) => Promise<(string | null)[]>;
  /** Waits until the hub has everything. */
  readonly delivered: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const isDead = ({ process }: Running): boolean => process.exitCode !== null || process.signalCode !== null;
const pauseMs = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));

/** A real chain with one till and a printer, its processes ready to be killed at any step. */
export async function openShopUnderFire(folder: string): Promise<ShopUnderFire> {
  const printer = await startPrinterEmulator();
  const shop = await openShop({ folder, program, membersCsv });
  // A till that starts again sells before it has met its hub.
  const offline = ['--offline-points', '1000', '--offline-share', '100'];
  await runCli(['hub', 'settings', ...offline, '--hub', shop.hubUrl, '--token', shop.token]);
  const devices = {
    printer: { id: 'printer', transport: { kind: 'tcp', host: '127.0.0.1', port: printer.port } },
  };
  const till = await shop.addTill('t1', { devices });
  await eventually('the till knows its members', async () =>
    (await till.call('GET', `/v1/members/m${memberCount - 1}`)).status === 200 ? true : null,
  );
  const fire = new Fire(shop, till, printer);
  return {
    shop,
    till,
    printer,
    journeys: fire.journeys,
    stepsOf: fire.stepsOf,
    obey: fire.obey,
    delivered: fire.delivered,
    async close() {
      await shop.close();
      await printer.close();
    },
  };
}

class Fire {
  readonly journeys: Journey[] = [];
  readonly #shop: Shop;
  readonly #till: TillProcess;
  readonly #printer: PrinterEmulator;
  readonly #register: RetryingRegister;
  #next: Order | null = null;

  constructor(shop: Shop, till: TillProcess, printer: PrinterEmulator) {
    this.#shop = shop;
    this.#till = till;
    this.#printer = printer;
    this.#register = createRetryingRegister(till, async () => {
      await eventually('the agent that does not answer is dead', () => (isDead(till.running) ? true : null));
      await this.#start('till');
    });
  }

  stepsOf = async (victim: Order['victim']): Promise<string[]> => {
    const names = join(this.#shop.folder, `steps-of-${victim}`);
    await this.#start(victim, environment({ victim, purchaseId: `DRY-${victim}`, step: 0 }, names));
    const slips = this.#printer.slips.length;
    await this.#take(`DRY-${victim}`);
    await this.delivered();
    await this.#printer.waitForSlip(slips, 60_000);
    // What the printer's answer makes the agent write.
    await pauseMs(500);
    return existsSync(names) ? readFileSync(names, 'utf8').trimEnd().split('\n') : [];
  };

  obey = async (orders: readonly Order[]): Promise<(string | null)[]> => {
    const deaths: (string | null)[] = [];
    for (const [index, order] of orders.entries()) {
      const { victim } = order;
      if (index === 0 || orders[index - 1]?.victim !== victim) await this.#start(victim, environment(order));
      // Whoever comes after the victim is the next victim: it starts once, finishes this receipt and dies of the next.
      this.#next = orders[index + 1] ?? null;
      const doomed = this.#running(victim);
      await this.#take(order.purchaseId);
      const lived = await this.#outlives(doomed, victim);
      deaths.push(lived ? null : (/^dies (.*)$/m.exec(doomed.log())?.[1] ?? 'unknown'));
      if (this.#running(victim) === doomed) await this.#start(victim);
    }
    this.#next = null;
    return deaths;
  };

  delivered = async (): Promise<void> => {
    await eventually(
      'the hub has every receipt',
      async () => ((await this.#hubAgrees()) ? true : null),
      120_000,
    );
  };

  #running(victim: Order['victim']): Running {
    return victim === 'till' ? this.#till.running : this.#shop.hub;
  }

  /** Starts a process after its predecessor; by default with the next order, where that is for it. */
  async #start(victim: Order['victim'], env?: Record<string, string>): Promise<void> {
    const next = this.#next?.victim === victim ? environment(this.#next) : { NODE_COMPILE_CACHE: compiled };
    await this.#running(victim).end('SIGKILL');
    await (victim === 'till' ? this.#till.restart(env ?? next) : this.#shop.startHub(env ?? next));
  }

  async #take(purchaseId: string): Promise<void> {
    const member = `m${this.journeys.length % memberCount}`;
    this.journeys.push(await this.#register.takeThrough(purchaseId, member));
  }

  /** Whether a process is alive when all is done that it had to do for its receipt. */
  async #outlives(process: Running, victim: Order['victim']): Promise<boolean> {
    let quietSince: number | null = null;
    for (;;) {
      if (isDead(process)) return false;
      const isDone = await this.#hubAgrees();
      quietSince = isDone ? (quietSince ?? performance.now()) : null;
      if (quietSince !== null && performance.now() - quietSince > (victim === 'till' ? 1500 : 300))
        return true;
      await pauseMs(20);
    }
  }

  /** The hub has every receipt of the newest member: its points are as the answers told them. */
  async #hubAgrees(): Promise<boolean> {
    const member = this.journeys.at(-1)?.member ?? 'm0';
    const own = this.journeys.filter((journey) => journey.member === member);
    if (isDead(this.#shop.hub)) return false;
    let known: unknown;
    try {
      known = await this.#shop.manage(`/v1/manage/members/${member}`);
    } catch {
      return false;
    }
    const { wallets } = managedMemberSchema.parse(known);
    return wallets.main?.balance === openingPoints + own.reduce((sum, { points }) => sum + points, 0);
  }
}
