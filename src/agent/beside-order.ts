import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';

/** What comes back: one of both. */
export type Told<Answer> = { readonly answer: Answer } | { readonly failure: string };

/** The other side of `workBeside`: does the one order of this process or thread and answers it. */
export function onOrder<Order, Answer>(work: (order: Order) => Answer | Promise<Answer>): void {
  const tell = async (order: Order): Promise<Told<Answer>> => {
    try {
      return { answer: await work(order) };
    } catch (cause) {
      return { failure: cause instanceof Error ? cause.message : String(cause) };
    }
  };
  if (parentPort !== null) {
    void tell(workerData).then((told) => parentPort?.postMessage(told));
    return;
  }
  // The first customers after a start go first.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  // Nobody waits for the answer of a till that is gone.
  process.once('disconnect', () => process.exit(0));
  process.once('message', (order) => {
    void tell(order as Order).then((told) => process.send?.(told, () => process.exit(0)));
  });
}
