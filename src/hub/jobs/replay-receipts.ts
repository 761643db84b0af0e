import { setTimeout as pause } from 'node:timers/promises';
import type { ReceiptFlag } from '../../contracts/receipt-flag.ts';
import type { Operation, PurchaseOperation } from '../../contracts/sync.ts';
import type { CompiledProgram } from '../../loyalty/program/compiled.ts';
import type { HubParts } from '../api/hub-parts.ts';
import { createCompiledPacks } from '../packs/compiled-packs.ts';
import { asksBirthday, replayPurchase, wasSafe } from '../packs/replay-purchase.ts';
import type { ReplayPlace } from '../store/replay-store.ts';

/** So many operations in one turn of the thread: some milliseconds. */
const operationsAtATime = 20;
/** Of the thread's time at most one part in so many goes to this job; pushes and pulls have the rest. */
const shareOfTime = 4;
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

/** Makes the quotes of one journal again, a few operations from where it stands; true when there may be more. */
export async function replayJournal(
  parts: ReplayParts,
  compiled: (pack: number, safe: boolean) => Promise<CompiledProgram | null>,
  place: ReplayPlace,
): Promise<boolean> {
  const { operations, last } = await parts.store.operationsToReplay(place, operationsAtATime);
  if (last === place.sequence) return false;
  const flags: ReceiptFlag[] = [];
  for (const { payload } of operations) {
    const operation = JSON.parse(payload) as Operation;
    if (operation.kind !== 'purchase') continue;
    const flag = await flagOf(parts, operation, await compiled(operation.pack, wasSafe(operation)));
    if (flag !== null) flags.push(flag);
  }
  await parts.store.noteReplayed({ ...place, sequence: last }, flags, parts.clock.wallMs());
  for (const flag of flags) parts.log.warn({ ...flag }, 'a receipt comes out otherwise at the hub');
  return last >= place.sequence + operationsAtATime;
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

/** Makes the quote of every purchase again after its push, with the pack it names: never in a push's way. */
export function startReplayJob(parts: ReplayParts): ReplayJob {
  const compiled = createCompiledPacks(parts.store);
  const waiting = new Map<string, { readonly tillId: string; readonly epoch: number }>();
  let stopped = false;
  let running: Promise<void> | null = null;
  const add = (tillId: string, epoch: number): void => {
    waiting.set(`${epoch} ${tillId}`, { tillId, epoch });
  };
  const work = async (): Promise<void> => {
    for (;;) {
      const [next] = waiting;
      if (next === undefined || stopped) return;
      const [key, { tillId, epoch }] = next;
      waiting.delete(key);
      const startedMs = performance.now();
      const place = await parts.store.replayPlace(tillId, epoch);
      if (await replayJournal(parts, compiled, place)) add(tillId, epoch);
      await pause((performance.now() - startedMs) * (shareOfTime - 1), null, { ref: false });
    }
  };
  const start = (): void => {
    // What fails now is found again by looking; no sale and no push depends on it.
    running ??= work()
      .catch((error: unknown) => parts.log.error({ error: String(error) }, 'receipts could not be replayed'))
      .finally(() => {
        running = null;
        if (waiting.size > 0 && !stopped) setTimeout(start, 1000).unref();
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
      add(tillId, epoch);
      start();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      await running;
    },
  };
}
