/** Whether the next answer of a printer belongs to the next question, and not to one that it still owes. */
import type { PrinterConfig } from '../config.ts';
import type { PrinterConversation } from './printer-conversation.ts';

/** A printer that is idle answers within milliseconds what waits its turn in the buffer. */
const workedOffTimeoutMs = 600;
/** Between answers that are owed and the one to the last question nothing is printed: they come close together. */
const quietMs = 200;
/**
 * `ESC 2` (usual line spacing) over and over, longer than any command of a slip: a printer that was cut off within a
 * picture takes all that comes for its dots and answers nothing in its buffer. Elsewhere it changes nothing.
 */
const restOfPicture = Buffer.alloc(8192, '\x1b2', 'latin1');
/** The line may have lost it, hence again; not every time, for a slow line takes eight seconds for it. */
const triesBetweenRests = 5;

/**
 * `in`: what it says next is said of what it gets next. `unheard`: it has never answered `GS r`, as clones may that do not
 * know it. `out`: it has not worked off what it got before, or holds on to it.
 */
export type Step = 'in' | 'unheard' | 'out';

/** What is kept of one printer from job to job, over all its lines: an answer that is late comes over the next one too. */
export class PrinterStep {
  #isIn = false;
  #knowsTheQuestion = false;
  #triesOut = 0;

  /** Something is about to leave of which the printer is to tell its end. */
  begin(): void {
    this.#isIn = false;
  }

  /** The printer has told it, in answer to `GS r` or by the id of what it was sent. */
  told(confirmBy: PrinterConfig['confirmBy']): void {
    this.#isIn = true;
    if (confirmBy === 'buffered-status') this.#knowsTheQuestion = true;
    this.#triesOut = 0;
  }

  /** Before a slip: asks only where something has been left open. */
  async beforeSlip(talk: PrinterConversation, confirmBy: PrinterConfig['confirmBy']): Promise<Step> {
    if (confirmBy === 'none' || this.#isIn || (await this.reach(talk, confirmBy))) return 'in';
    if (!this.#knowsTheQuestion) return 'unheard';
    if (this.#triesOut % triesBetweenRests === 0 && !talk.holdsBack()) void talk.trySending(restOfPicture);
    this.#triesOut += 1;
    return 'out';
  }

  /** Asks whether the printer works off what it got, now, and hears out what it owes from before. */
  async reach(talk: PrinterConversation, confirmBy: PrinterConfig['confirmBy']): Promise<boolean> {
    const owesNothing = this.#isIn || confirmBy !== 'buffered-status';
    this.#isIn = false;
    if (!(await talk.worksOffItsBuffer(workedOffTimeoutMs))) return false;
    const isHeardOut =
      owesNothing || (await talk.within(workedOffTimeoutMs, () => talk.silence(quietMs))) === 'done';
    if (isHeardOut) this.told('buffered-status');
    return isHeardOut;
  }
}
