/** A drawer's pulse over a printer's line: it leaves only towards a printer that is at work this very moment. */
import type { PrinterConfig } from '../config.ts';
import type { Scheduler } from '../scheduler.ts';
import { confirmationRequest } from './confirmation-request.ts';
import { processIdOf } from './printer-answers.ts';
import type { PrinterConversation } from './printer-conversation.ts';
import { blockingTrouble } from './printer-status.ts';
import type { PrinterStep } from './printer-step.ts';
import { drawerNotOpened, type PulseQueue, type WaitingPulse } from './pulse-queue.ts';

/** Why a pulse or a slip stays unknown that nothing went wrong with: nothing confirms it. */
export const cannotConfirm = 'cannot-confirm';

/** A line that was given up says at once what of it has left. */
const givenUpTimeoutMs = 1000;
/** A slip is out by then; a clone that may not know the pulse past the buffer is spared it until it seems to hang. */
const slipTakesMs = 1000;

export interface PulseRules {
  readonly confirmBy: PrinterConfig['confirmBy'];
  /** False for a printer that would take a question for text. */
  readonly asksStatus: boolean;
  readonly jobNumber: number;
  readonly step: PrinterStep;
}

/** Makers whose printers confirm by process id know the pulse past the buffer for certain (Epson ESC/POS reference). */
const surelyAtOnce = ({ confirmBy }: Pick<PulseRules, 'confirmBy'>): boolean => confirmBy === 'process-id';

/** Nothing of a slip is under way on this line. Settles when the pulse has ended or its bytes are stuck. */
export async function openOverIdleLine(
  talk: PrinterConversation,
  pulse: WaitingPulse,
  rules: PulseRules,
): Promise<void> {
  const answered = rules.asksStatus && (await talk.askStatus());
  if (talk.isLost()) return pulse.end('failed', 'disconnected');
  if (!answered && surelyAtOnce(rules)) return pulse.end('failed', 'no-answer');
  if (answered && blockingTrouble(talk.status()) !== null && pulse.atOnce !== null) {
    return sendAtOnce(talk, pulse, pulse.atOnce);
  }
  // What an earlier slip left in a printer that stands still would come first, whenever that is.
  if (rules.confirmBy !== 'none' && !(await rules.step.reach(talk, rules.confirmBy))) {
    if (answered && surelyAtOnce(rules) && pulse.atOnce !== null)
      return sendAtOnce(talk, pulse, pulse.atOnce);
    return pulse.end('failed', talk.isLost() ? 'disconnected' : drawerNotOpened);
  }
  if (!pulse.isOpen()) return;
  await sendInTurn(talk, pulse, rules);
}

async function sendInTurn(talk: PrinterConversation, pulse: WaitingPulse, rules: PulseRules): Promise<void> {
  const { confirmBy, jobNumber, step } = rules;
  const confirmed = talk.confirmation(confirmBy === 'process-id' ? processIdOf(jobNumber) : null);
  const question = confirmationRequest(confirmBy, jobNumber);
  pulse.begin();
  step.begin();
  if (!(await talk.trySending(Buffer.concat([pulse.bytes, question])))) return endUnsent(talk, pulse);
  if (confirmBy === 'none') return pulse.end('unknown', cannotConfirm);
  await confirmed;
  step.told(confirmBy);
  pulse.end('confirmed', null);
}

/** Nothing may lie between a command and its parameters: called between commands only. */
async function sendAtOnce(talk: PrinterConversation, pulse: WaitingPulse, atOnce: Uint8Array): Promise<void> {
  if (!pulse.isOpen()) return;
  pulse.begin();
  if (!(await talk.trySending(atOnce))) return endUnsent(talk, pulse);
  pulse.end('unknown', cannotConfirm);
}

/** A line that went by itself may have taken the pulse along; one that was given up has not. */
const endUnsent = (talk: PrinterConversation, pulse: WaitingPulse): void =>
  talk.isLost() ? pulse.end('unknown', 'disconnected') : pulse.end('failed', drawerNotOpened);

/**
 * Ends a pulse whose time is over. What the line holds back would open the drawer whenever it is let go, so that the
 * line is given up first; only what the line then says has not left is called so.
 */
export async function endLate(
  talk: PrinterConversation,
  pulse: WaitingPulse,
  giveUpLine: () => void,
  scheduler: Scheduler,
): Promise<void> {
  if (talk.holdsBack()) {
    giveUpLine();
    await new Promise<void>((resolve) => {
      const cancel = scheduler.after(givenUpTimeoutMs, resolve);
      void talk.whenNothingIsHeldBack().then(() => {
        cancel();
        resolve();
      });
    });
  }
  pulse.end('unknown', 'no-confirmation');
}

/** Between two commands of a slip. A printer that does not answer now gets no pulse: it would obey it later. */
export async function interjectPulse(talk: PrinterConversation, pulses: PulseQueue): Promise<void> {
  const pulse = pulses.take();
  if (pulse === null) return;
  if (pulse.atOnce !== null && (await talk.askStatus())) await sendAtOnce(talk, pulse, pulse.atOnce);
  pulses.putBack(pulse);
}

/** Behind a slip whose end the printer has not told yet. The returned function ends it. */
export function interjectWhileWaiting(
  talk: PrinterConversation,
  pulses: PulseQueue,
  { confirmBy, scheduler }: Pick<PulseRules, 'confirmBy'> & { readonly scheduler: Scheduler },
): () => void {
  if (confirmBy === 'none') return () => undefined;
  let waits = true;
  let cancel = (): void => undefined;
  const interject = (): void => void (waits && interjectPulse(talk, pulses));
  const soon = (): void => {
    cancel();
    if (surelyAtOnce({ confirmBy })) interject();
    else cancel = scheduler.after(slipTakesMs, interject);
  };
  const ended = pulses.whenAdded(soon);
  soon();
  return () => {
    waits = false;
    cancel();
    ended();
  };
}
