import { setTimeout as pause } from 'node:timers/promises';
import type { ReceiptFlag } from '../../contracts/receipt-flag.ts';
import type { Operation, PurchaseOperation, ReturnOperation } from '../../contracts/sync.ts';
import type { CompiledProgram } from '../../loyalty/program/compiled.ts';
import { defined } from '../../shared/assert.ts';
import type { HubParts } from '../api/hub-parts.ts';
import { createCompiledPacks } from '../packs/compiled-packs.ts';
import { asksBirthday, replayPurchase, wasSafe } from '../packs/replay-purchase.ts';
import { replayReturn } from '../packs/replay-return.ts';
import type { ReplayPlace } from '../store/replay-store.ts';

/** So many operations in one turn of the thread: some milliseconds. */
const operationsAtATime = 20;
/**
 * Of the thread's time at most one part in so many goes to this job; pushes and pulls have the rest. While tills push it
 * takes the smaller part: a chain that comes back after an outage is answered first, and looked through afterwards.
 */
const shareOfTime = { quiet: 4, pushed: 30 };
const pushedForMs = 1_000;
/** So many operations are looked at before their journal's place is written: a killed node looks at them again. */
const placeEvery = 25;
/** Journals that another node left behind, or this one when it was killed, are found by looking. */
const lookEveryMs = 3_600_000;
const journalsAtATime = 500;

export type ReplayParts = Pick<HubParts, 'store' | 'clock' | 'metrics' | 'log'>;
export type ReplayJob = {
  /** A push of this journal is on the disk. Returns at once. */
  readonly pushed: (tillId: string, epoch: number) => void;
  /** Ends after the turn that is under way; what is left is found at the next start. */
  readonly stop: () => Promise<void>;
};

/** Makes the quotes of one journal again, a few operations at a time, until its end or `mayGoOn` says no. */
export async function replayJournal(
  parts: ReplayParts,
  compiled: (pack: number, safe: boolean) => Promise<CompiledProgram | null>,
  from: ReplayPlace,
  mayGoOn: () => Promise<boolean>,
): Promise<void> {
  let written = from;
  let place = from;
  let flags: ReceiptFlag[] = [];
  for (let turn = 1; ; turn += 1) {
    const { operations, last } = await parts.store.operationsToReplay(place, operationsAtATime);
    for (const { payload } of operations) {
      const operation = JSON.parse(payload) as Operation;
      const flag =
        operation.kind === 'purchase'
          ? await flagOf(parts, operation, await compiled(operation.pack, wasSafe(operation)))
          : operation.kind === 'return'
            ? await flagOfReturn(parts, operation, compiled)
            : null;
      if (flag !== null) flags.push(flag);
    }
    const isEnd = last < place.sequence + operationsAtATime;
    place = { ...place, sequence: last };
    const goOn = !isEnd && (await mayGoOn());
    if ((turn % placeEvery === 0 || !goOn) && place.sequence > written.sequence) {
      await parts.store.noteReplayed(place, flags, parts.clock.wallMs());
      for (const flag of flags) parts.log.warn({ ...flag }, 'a receipt comes out otherwise at the hub');
      written = place;
      flags = [];
    }
    if (!goOn) return;
  }
}

async function flagOf(
  { store, metrics }: ReplayParts,
  operation: PurchaseOperation,
  program: CompiledProgram | null,
): Promise<ReceiptFlag | null> {
  const { id: operationId, till, epoch, sequence, pack, body } = operation;
  const place = { operationId, till, epoch, sequence, purchaseId: body.purchaseId, pack };
  if (program === null) {
    metrics.replayed('flagged');
    return { ...place, kind: 'unknown-pack', path: '', booked: '', again: '' };
  }
  const member = body.member === null || !asksBirthday(program) ? null : await store.member(body.member, 0);
  const { outcome, ...found } = replayPurchase(program, operation, member?.state.core.birthday ?? null);
  metrics.replayed(outcome);
  return 'kind' in found ? { ...place, ...found } : null;
}

async function flagOfReturn(
  { store, metrics }: ReplayParts,
  operation: ReturnOperation,
  compiled: (pack: number, safe: boolean) => Promise<CompiledProgram | null>,
): Promise<ReceiptFlag | null> {
  const { id: operationId, till, epoch, sequence, body } = operation;
  const purchase = defined(
    await store.bookedPurchase(body.purchaseOperation),
    'a booked return has its purchase',
  );
  const { pack } = purchase.body.quote;
  const program = body.requoted === undefined ? null : await compiled(pack, false);
  const { outcome, ...found } = replayReturn(program, operation, purchase);
  metrics.replayed(outcome);
  if (!('kind' in found)) return null;
  return { ...{ operationId, till, epoch, sequence, purchaseId: body.purchaseId, pack }, ...found };
}

/** Makes the quote of every purchase again after its push, with the pack it names: never in a push's way. */
export function startReplayJob(parts: ReplayParts): ReplayJob {
  const compiled = createCompiledPacks(parts.store);
  const waiting = new Map<string, { readonly tillId: string; readonly epoch: number }>();
  const ending = new AbortController();
  let running: Promise<void> | null = null;
  const add = (tillId: string, epoch: number): void => {
    waiting.set(`${epoch} ${tillId}`, { tillId, epoch });
  };
  let lastPushMs = Number.NEGATIVE_INFINITY;
  const work = async (): Promise<void> => {
    let startedMs = performance.now();
    const mayGoOn = async (): Promise<boolean> => {
      const busy = performance.now() - lastPushMs < pushedForMs;
      const share = busy ? shareOfTime.pushed : shareOfTime.quiet;
      const restMs = (performance.now() - startedMs) * (share - 1);
      await pause(restMs, null, { ref: false, signal: ending.signal }).catch(() => {});
      startedMs = performance.now();
      return !ending.signal.aborted;
    };
    for (const [key, { tillId, epoch }] of waiting) {
      waiting.delete(key);
      const place = await parts.store.replayPlace(tillId, epoch);
      await replayJournal(parts, compiled, place, mayGoOn);
      if (!(await mayGoOn())) return;
    }
  };
  const start = (): void => {
    // What fails now is found again by looking; no sale and no push depends on it.
    running ??= work()
      .catch((error: unknown) => parts.log.error({ error: String(error) }, 'receipts could not be replayed'))
      .finally(() => {
        running = null;
        if (waiting.size > 0 && !ending.signal.aborted) setTimeout(start, 1000).unref();
      });
  };
  const look = async (): Promise<void> => {
    const behind = await parts.store.replayBacklog(journalsAtATime);
    for (const { tillId, epoch } of behind) add(tillId, epoch);
    start();
  };
  const lookSafely = (): Promise<void> =>
    look().catch((error: unknown) =>
      parts.log.error({ error: String(error) }, 'receipts could not be found'),
    );
  let looking = lookSafely();
  const timer = setInterval(() => {
    looking = looking.then(lookSafely);
  }, lookEveryMs);
  timer.unref();
  return {
    pushed(tillId, epoch) {
      lastPushMs = performance.now();
      add(tillId, epoch);
      start();
    },
    async stop() {
      ending.abort();
      clearInterval(timer);
      await looking;
      await running;
    },
  };
}
