/** One slip over an open line: ask first, send, and believe that it is out only when the printer says so. */
import type { PrinterConfig } from '../config.ts';
import type { Scheduler } from '../scheduler.ts';
import type { ByteChannel } from '../transport/byte-channel.ts';
import { confirmationRequest } from './confirmation-request.ts';
import { cannotConfirm, interjectPulse, interjectWhileWaiting } from './open-drawer.ts';
import { portionsOf } from './portions.ts';
import { processIdOf } from './printer-answers.ts';
import { PrinterConversation } from './printer-conversation.ts';
import { blockingTrouble, type PrinterStatus } from './printer-status.ts';
import type { PrinterStep, Step } from './printer-step.ts';
import type { PulseQueue } from './pulse-queue.ts';

/** `failed`: not a byte of the slip was sent, so it may be tried again. `unknown`: it may or may not be on paper. */
export type PrintEnd = 'confirmed' | 'unknown' | 'failed';

export interface PrintOutcome {
  readonly state: PrintEnd;
  readonly reason: string | null;
  /** What the printer said of itself during the job. */
  readonly status: PrinterStatus;
  /** The time ran out with bytes of the slip perhaps still in the line: the next slip must not follow them. */
  readonly leavesRest: boolean;
}

export interface PrintJob {
  readonly channel: ByteChannel;
  readonly bytes: Uint8Array;
  /** What must not wait for the end of this slip. */
  readonly pulses: PulseQueue;
  /** Of the same printer, from one job to the next. */
  readonly step: PrinterStep;
  /** Counts the jobs of this printer; the low sixteen bits are its process id. */
  readonly jobNumber: number;
  readonly confirmBy: PrinterConfig['confirmBy'];
  /** False for a printer that would take a question for text. */
  readonly asksStatus: boolean;
  readonly timeoutMs: number;
  readonly scheduler: Scheduler;
  /** The first byte of the slip is about to leave. */
  readonly onStarted: () => void;
  /** The last byte has left; the printer's word is still to come. */
  readonly onSent: () => void;
}

/** Prints one slip. Never rejects; ends by the job's time-out at the latest. */
export async function runPrintJob(job: PrintJob): Promise<PrintOutcome> {
  const talk = new PrinterConversation(job.channel, job.scheduler);
  const outcome = await printOver(job, talk);
  talk.end();
  return outcome;
}

async function printOver(job: PrintJob, talk: PrinterConversation): Promise<PrintOutcome> {
  const outcome = (state: PrintEnd, reason: string | null, leavesRest = false): PrintOutcome => ({
    state,
    reason,
    status: talk.status(),
    leavesRest,
  });

  const answered = job.asksStatus && (await talk.askStatus());
  if (talk.isLost()) return outcome('failed', 'disconnected');
  const trouble = blockingTrouble(talk.status());
  if (trouble !== null) return outcome('failed', trouble);
  // A printer that is known to answer and does not would swallow the slip.
  if (!answered && job.confirmBy === 'process-id') return outcome('failed', 'no-answer');
  // One that dropped or still holds an earlier slip would do the same to this one.
  const step = await job.step.beforeSlip(talk, job.confirmBy);
  if (talk.isLost()) return outcome('failed', 'disconnected');
  const troubleSince = blockingTrouble(talk.status());
  if (troubleSince !== null) return outcome('failed', troubleSince);
  if (step === 'out') return outcome('failed', 'held-up');

  job.onStarted();
  job.step.begin();
  const done = await talk.within(job.timeoutMs, () => sendAndConfirm(job, talk, step));
  if (done === 'lost') return outcome('unknown', 'disconnected');
  if (done === 'late') {
    return outcome('unknown', blockingTrouble(talk.status()) ?? 'no-confirmation', true);
  }
  job.step.told(job.confirmBy);
  // It worked the slip off and has no paper: nobody knows how much of it is out.
  if (job.confirmBy === 'buffered-status' && talk.status().paperEnd === true)
    return outcome('unknown', 'paper-out');
  return job.confirmBy === 'none' ? outcome('unknown', cannotConfirm) : outcome('confirmed', null);
}

async function sendAndConfirm(job: PrintJob, talk: PrinterConversation, step: Step): Promise<void> {
  const question = confirmationRequest(job.confirmBy, job.jobNumber);
  const id = job.confirmBy === 'process-id' ? processIdOf(job.jobNumber) : null;
  for (const { bytes, endsWhole } of portionsOf(job.bytes)) {
    await talk.send(bytes);
    if (endsWhole && job.confirmBy === 'process-id') await interjectPulse(talk, job.pulses);
  }
  const confirmed = job.confirmBy === 'none' ? Promise.resolve() : confirmationIn(step, talk, id);
  if (question.length > 0) await talk.send(question);
  job.onSent();
  if (job.confirmBy !== 'none') talk.keepAskingStatus();
  const stop = interjectWhileWaiting(talk, job.pulses, job);
  talk.whenEnded(stop);
  await confirmed;
}

/** What a printer answers that was never in step may be said of anything it was sent before; an id says of what. */
const confirmationIn = (step: Step, talk: PrinterConversation, id: Uint8Array | null): Promise<void> =>
  step === 'in' || id !== null ? talk.confirmation(id) : new Promise<never>(() => undefined);
