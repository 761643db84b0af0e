import type { Scheduler } from '../scheduler.ts';
import type { ByteChannel } from '../transport/byte-channel.ts';
import { bufferedStatusRequest } from './confirmation-request.ts';
import { createAnswerReader } from './printer-answers.ts';
import {
  type PrinterStatus,
  unknownPrinterStatus,
  withAutomaticStatus,
  withBufferedStatus,
  withRealTimeStatus,
} from './printer-status.ts';

const answerTimeoutMs = 700;
const askAgainMs = 1000;
/** Cover and errors, then paper. */
const questions = [2, 4];

/** Questions and answers over one open line. */
export class PrinterConversation {
  readonly #channel: ByteChannel;
  readonly #scheduler: Scheduler;
  readonly #stopListening: Array<() => void> = [];
  #status = unknownPrinterStatus;
  #lost = false;
  #ended = false;
  /** Questions whose answers are still owed, in their order. */
  #asked: number[] = [];
  #onAnswered: () => void = () => undefined;
  #onEnded: () => void = () => undefined;
  #awaitsBuffered = false;
  #onConfirmed: (id: Uint8Array | null) => void = () => undefined;
  #onBuffered: () => void = () => undefined;
  #cancelAsking: () => void = () => undefined;
  #whenEnded: () => void = () => undefined;
  #unsent = 0;
  #onAllSent: () => void = () => undefined;

  constructor(channel: ByteChannel, scheduler: Scheduler) {
    this.#channel = channel;
    this.#scheduler = scheduler;
    const reader = createAnswerReader({
      onRealTime: (answer) => this.#realTime(answer),
      onAutomatic: (block) => {
        this.#status = withAutomaticStatus(this.#status, block);
      },
      onProcessId: (id) => this.#onConfirmed(id),
      onBuffered: (answer) => {
        this.#onBuffered();
        if (!this.#awaitsBuffered) return;
        this.#status = withBufferedStatus(this.#status, answer);
        this.#onConfirmed(null);
      },
    });
    channel.onData((bytes) => reader.push(bytes));
    this.#whenLost(() => {
      this.#lost = true;
      this.#cancelAsking();
    });
  }

  status(): PrinterStatus {
    return this.#status;
  }

  /** Whether the printer has said anything of itself. */
  hasAnswered(): boolean {
    return this.#status.paperEnd !== null || this.#status.coverOpen !== null;
  }

  isLost(): boolean {
    return this.#lost;
  }

  /** Asks for cover and paper; false when the printer keeps silent. */
  askStatus(): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.#lost) return resolve(false);
      const finish = (answered: boolean): void => {
        cancel();
        this.#onAnswered = () => undefined;
        resolve(answered);
      };
      const cancel = this.#scheduler.after(answerTimeoutMs, () =>
        finish(this.#asked.length < questions.length),
      );
      this.#onAnswered = () => finish(true);
      this.#onEnded = () => finish(false);
      this.#whenLost(() => finish(false));
      this.#ask();
    });
  }

  /** Asks again and again until the conversation ends, so that a time-out can name its cause. */
  keepAskingStatus(): void {
    if (this.#lost || this.#ended) return;
    this.#cancelAsking = this.#scheduler.after(askAgainMs, () => {
      this.#ask();
      this.keepAskingStatus();
    });
  }

  /** Settles when the bytes have left; never if the line is lost or held up, or the conversation has ended since. */
  async send(bytes: Uint8Array): Promise<void> {
    const isSent = await this.trySending(bytes);
    if (!isSent || this.#ended) await new Promise<never>(() => undefined);
  }

  /** False where the line went away before the bytes had left. */
  async trySending(bytes: Uint8Array): Promise<boolean> {
    this.#unsent += 1;
    const written = await this.#channel.write(bytes);
    this.#unsent -= 1;
    if (this.#unsent === 0) this.#onAllSent();
    return written.ok;
  }

  /**
   * Settles when the printer confirms this id; with null when it answers a buffered question. A stray byte looks like
   * such an answer: ask for this only when the question is about to leave. Such an answer tells of the paper too.
   */
  confirmation(id: Uint8Array | null): Promise<void> {
    return new Promise((resolve) => {
      this.#awaitsBuffered = id === null;
      this.#onConfirmed = (confirmed) => {
        const isIt =
          id === null || confirmed === null
            ? id === confirmed
            : id.every((byte, index) => byte === confirmed[index]);
        if (isIt) resolve();
      };
    });
  }

  /** Whether the line holds back bytes that were sent. */
  holdsBack(): boolean {
    return this.#unsent > 0;
  }

  whenNothingIsHeldBack(): Promise<void> {
    return new Promise((resolve) => {
      this.#onAllSent = resolve;
      if (this.#unsent === 0) resolve();
    });
  }

  /** Whether the printer works off what it was sent, now: false when it has not answered a question among it in time. */
  async worksOffItsBuffer(timeoutMs: number): Promise<boolean> {
    const answered = this.confirmation(null);
    return (
      (await this.within(timeoutMs, () => this.send(bufferedStatusRequest).then(() => answered))) === 'done'
    );
  }

  /** Settles when no answer to a buffered question has come for so long; never once the conversation has ended. */
  silence(quietMs: number): Promise<void> {
    return new Promise((resolve) => {
      const isQuiet = (): void => {
        if (!this.#ended) resolve();
      };
      let cancel = this.#scheduler.after(quietMs, isQuiet);
      this.#onBuffered = () => {
        cancel();
        cancel = this.#scheduler.after(quietMs, isQuiet);
      };
    });
  }

  /** Runs an action for at most so long and as long as the line lives. */
  within(timeoutMs: number, action: () => Promise<void>): Promise<'done' | 'late' | 'lost'> {
    return new Promise((resolve) => {
      if (this.#lost) return resolve('lost');
      const cancel = this.#scheduler.after(timeoutMs, () => resolve('late'));
      const finish = (how: 'done' | 'lost'): void => {
        cancel();
        resolve(how);
      };
      this.#whenLost(() => finish('lost'));
      void action().then(() => finish('done'));
    });
  }

  /** Stops asking and listening; the line itself stays as it is. */
  end(): void {
    this.#ended = true;
    this.#cancelAsking();
    this.#whenEnded();
    this.#onEnded();
    for (const stop of this.#stopListening) stop();
    this.#channel.onData(() => undefined);
  }

  /** The one listener for the end. */
  whenEnded(listener: () => void): void {
    this.#whenEnded = listener;
  }

  #realTime(answer: number): void {
    const question = this.#asked.shift();
    if (question === undefined) return;
    this.#status = withRealTimeStatus(this.#status, question, answer);
    if (this.#asked.length === 0) this.#onAnswered();
  }

  #ask(): void {
    // An answer still owed would be taken for the answer to the new question.
    if (this.#asked.length > 0 || this.#ended) return;
    this.#asked = [...questions];
    void this.#channel.write(Uint8Array.from(questions.flatMap((question) => [0x10, 0x04, question])));
  }

  #whenLost(action: () => void): void {
    this.#stopListening.push(this.#channel.onLost(action));
  }
}
