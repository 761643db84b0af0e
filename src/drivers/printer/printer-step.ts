/** Whether the next answer of a printer belongs to the next question, and not to one that it still owes. */
import type { PrinterConfig } from '../config.ts';
import type { PrinterConversation } from './printer-conversation.ts';

/** A printer that is idle answers within milliseconds what waits its turn in the buffer. */
const workedOffTimeoutMs = 600;
/** Between answers that are owed and the one to the last question nothing is printed: they come close together. */
const quietMs = 200;

/**
 * `in`: what it says next is said of what it gets next. `unheard`: it has never answered such a question, as clones may
 * that do not know it. `out`: it has not worked off what it got before, or holds on to it.
 */
export type Step = 'in' | 'unheard' | 'out';

/** What is kept of one printer from job to job, over all its lines: an answer that is late comes over the next one too. */
export class PrinterStep {
  #isIn = false;
  #wasEverIn = false;

  /** Something is about to leave of which the printer is to tell its end. */
  begin(): void {
    this.#isIn = false;
  }

  /** The printer has told it. */
  told(): void {
    this.#isIn = true;
    this.#wasEverIn = true;
  }

  /** Before a slip: asks only where something has been left open. */
  async beforeSlip(talk: PrinterConversation, confirmBy: PrinterConfig['confirmBy']): Promise<Step> {
    if (confirmBy === 'none' || this.#isIn || (await this.reach(talk, confirmBy))) return 'in';
    return confirmBy === 'buffered-status' && !this.#wasEverIn ? 'unheard' : 'out';
  }

  /** Asks whether the printer works off what it got, now, and hears out what it owes from before. */
  async reach(talk: PrinterConversation, confirmBy: PrinterConfig['confirmBy']): Promise<boolean> {
    const owesNothing = this.#isIn || confirmBy !== 'buffered-status';
    this.#isIn = false;
    if (!(await talk.worksOffItsBuffer(workedOffTimeoutMs))) return false;
    const isHeardOut =
      owesNothing || (await talk.within(workedOffTimeoutMs, () => talk.silence(quietMs))) === 'done';
    if (isHeardOut) this.told();
    return isHeardOut;
  }
}
