import type { z } from 'zod';
import { describeIssues } from '../../contracts/describe-issues.ts';
import type { AgentEvent } from '../../contracts/events.ts';
import type { Language } from '../../contracts/local-text.ts';
import { type Refusal, refusal, toProblem } from '../../contracts/refusal.ts';
import {
  type UiCallName,
  type UiCalls,
  type UiResult,
  uiCalls,
  uiRequestSchema,
} from '../../contracts/ui-api.ts';
import type { Result } from '../../shared/result.ts';
import type { UiChannel } from './channel.ts';

type Params<Name extends UiCallName> = z.output<UiCalls[Name]['params']>;
type Answer<T> = Result<T, Refusal>;

/** One function a call; what it refuses becomes a problem document in the till's language. */
export type UiHandlers = {
  readonly [Name in UiCallName]: (
    params: Params<Name>,
  ) => Answer<UiResult<Name>> | Promise<Answer<UiResult<Name>>>;
};

export type UiSessionOptions = {
  readonly handlers: UiHandlers;
  readonly language: () => Language;
  readonly subscribe: (listener: (event: AgentEvent) => void) => () => void;
  /** Told of every call. Absent: nobody asks. */
  readonly onCall?: () => void;
  /** Told of faults inside a handler; the window gets `internal`. */
  readonly onFault: (call: string, cause: unknown) => void;
};

/** Longest request a window may send, in characters: a receipt of a thousand lines fits. */
const MAX_REQUEST_CHARACTERS = 1_000_000;

const isCall = (name: string): name is UiCallName => Object.hasOwn(uiCalls, name);

function parseRequest(text: string): { id: number; call: string; params: unknown } | null {
  if (text.length > MAX_REQUEST_CHARACTERS) return null;
  try {
    const parsed = uiRequestSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

async function answer<Name extends UiCallName>(
  handlers: UiHandlers,
  call: Name,
  params: unknown,
): Promise<Answer<UiResult<Name>>> {
  const parsed = uiCalls[call].params.safeParse(params);
  if (!parsed.success) {
    return {
      ok: false,
      error: refusal('invalid', `The parameters of ${call} do not fit.`, describeIssues(parsed.error)),
    };
  }
  // The schema at the call's own key has just checked exactly this shape.
  return handlers[call](parsed.data as Params<Name>);
}

/** Serves one window until its channel closes: answers calls in any order, passes events on. */
export function serveUi(channel: UiChannel, options: UiSessionOptions): void {
  const unsubscribe = options.subscribe((event) => channel.send(JSON.stringify(event)));
  channel.onClose(unsubscribe);
  channel.onMessage((text) => {
    const request = parseRequest(text);
    // Without an id there is nobody to answer: the frame is dropped and told.
    if (request === null) {
      options.onFault('frame', new Error('a window sent a frame that is no request'));
      return;
    }
    const reply = (result: Answer<unknown>): void => {
      channel.send(
        JSON.stringify(
          result.ok
            ? { id: request.id, ok: true, result: result.value }
            : { id: request.id, ok: false, problem: toProblem(result.error, options.language()) },
        ),
      );
    };
    if (!isCall(request.call)) {
      reply({ ok: false, error: refusal('not-found', `There is no call ${request.call.slice(0, 64)}.`) });
      return;
    }
    options.onCall?.();
    answer(options.handlers, request.call, request.params).then(reply, (cause: unknown) => {
      options.onFault(request.call, cause);
      reply({ ok: false, error: refusal('internal', 'The agent met a fault; its log says which.') });
    });
  });
}
