import type { Timers } from '../sync/ports.ts';

/** `late` is what is answered when the wait is over and the work is not. */
export type Patience<T> = { readonly timers: Timers; readonly waitMs: number; readonly late: () => T };

/** Waits for work no longer than a person or a program can. The work goes on: what it brings later still counts. */
export const inTime = <T>(work: Promise<T>, { timers, waitMs, late }: Patience<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const cancel = timers.after(waitMs, () => resolve(late()));
    // Behind the wait nobody hears of a failure here: whoever does the work tells of it.
    work.finally(cancel).then(resolve, reject);
  });
