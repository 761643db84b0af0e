import { useEffect, useRef, useState } from 'react';
import type { Approval } from '../../../contracts/pos-api.ts';
import type { Problem } from '../../../contracts/problem.ts';
import type { DevicesDraft, MachineLook, SetupTrial, TriedScan } from '../../../contracts/setup.ts';
import type { UiResult } from '../../../contracts/ui-api.ts';
import type { Result } from '../../../shared/result.ts';
import type { AgentClient } from '../../kit/agent-client.ts';
import { useTill } from '../till-context.ts';

export type SetupView = UiResult<'setup.open'>;
export type Printed = UiResult<'setup.print'>;

/** How often the trial is asked how its devices are and what was scanned: a person waits for it. */
const LOOK_MS = 600;
const nothing: SetupTrial = { devices: [], scans: [], heard: 0 };

/** Nobody can find readers that type by looking: those of the config stay. */
const keptKeyboards = ({ keyboards }: DevicesDraft) => (keyboards === undefined ? {} : { keyboards });

const isEmpty = ({ scanners, printer, drawer, display }: DevicesDraft): boolean =>
  scanners.length === 0 && printer === null && drawer === null && display === null;

/** How the devices on trial are, asked for again and again while the session lasts. */
function useTrial(session: string | null, onProblem: (problem: Problem) => void) {
  const { client } = useTill();
  const [trial, setTrial] = useState<SetupTrial>(nothing);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever is told of a problem asks for nothing anew
  useEffect(() => {
    if (session === null) return;
    const timer = setInterval(() => {
      void client.call('setup.state', { session }).then((answer) => {
        if (answer.ok) setTrial(answer.value);
        else onProblem(answer.error);
      });
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [client, session]);
  return [trial, setTrial] as const;
}

/** The wizard's hold on the devices: from `open` until this is gone. */
function useSession() {
  const { client } = useTill();
  const [view, setView] = useState<SetupView | null>(null);
  // For the moment when this is gone: nobody asks for the state any more then.
  const held = useRef<string | null>(null);
  useEffect(
    () => () => {
      if (held.current !== null) void client.call('setup.close', { session: held.current });
    },
    [client],
  );
  const hold = (next: SetupView): void => {
    held.current = next.session;
    setView(next);
  };
  return { view, hold };
}

/** What is asked of the devices on trial, and the end of it. */
function trialCalls(
  client: AgentClient,
  session: string | null,
  onProblem: (problem: Problem | null) => void,
) {
  const answered = <T>(answer: Result<T, Problem>): T | null => {
    onProblem(answer.ok ? null : answer.error);
    return answer.ok ? answer.value : null;
  };
  return {
    print: async (what: 'page' | 'code-pages' | 'drawer'): Promise<Printed | null> =>
      session === null ? null : answered(await client.call('setup.print', { session, what })),
    show: (): void => {
      if (session !== null) void client.call('setup.display', { session });
    },
    learn: async (scans: SetupTrial['scans']): Promise<UiResult<'setup.learn'> | null> =>
      session === null ? null : answered(await client.call('setup.learn', { session, scans })),
    /** Ends the setup with the draft, or with the config before; true when it is done. */
    end: async (how: 'save' | 'undo', devices: DevicesDraft): Promise<boolean> => {
      if (session === null) return false;
      const answer =
        how === 'save'
          ? await client.call('setup.save', { session, devices })
          : await client.call('setup.undo', { session });
      onProblem(answer.ok ? null : answer.error);
      return answer.ok;
    },
  };
}

/** Everything the wizard knows and can do. */
export function useSetup() {
  const { client } = useTill();
  const { view, hold } = useSession();
  const [look, setLook] = useState<MachineLook | null>(null);
  const [draft, setDraft] = useState<DevicesDraft | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [saved, setSaved] = useState(false);
  /** Somebody has chosen something. */
  const touched = useRef(false);
  const changes = useRef(0);
  const session = view?.session ?? null;
  const [trial, setTrial] = useTrial(saved ? null : session, setProblem);
  const { end, ...calls } = trialCalls(client, session, setProblem);

  const change = async (id: string, next: DevicesDraft): Promise<void> => {
    setDraft(next);
    changes.current += 1;
    const mine = changes.current;
    const answer = await client.call('setup.try', { session: id, devices: next });
    // What was chosen meanwhile is judged by its own answer, which may well have come first.
    if (mine !== changes.current) return;
    setProblem(answer.ok ? null : answer.error);
    if (answer.ok) setTrial(answer.value);
  };
  const lookAround = async (id: string): Promise<MachineLook | null> => {
    const answer = await client.call('setup.look', { session: id });
    if (answer.ok) setLook(answer.value);
    else setProblem(answer.error);
    return answer.ok ? answer.value : null;
  };

  return {
    ...{ view, look, draft, trial, problem, saved },
    ...calls,
    /** Answers what was refused. */
    open: async (approval: Approval | null): Promise<Problem | null> => {
      const answer = await client.call('setup.open', { approval });
      if (!answer.ok) return answer.error;
      const { session: id, devices } = answer.value;
      hold(answer.value);
      setDraft(devices);
      void lookAround(id).then((seen) => {
        // A till that has nothing yet begins with what is plugged in, unless somebody was quicker.
        if (touched.current || !isEmpty(devices) || seen === null || isEmpty(seen.proposal)) return;
        void change(id, { ...seen.proposal, ...keptKeyboards(devices) });
      });
      return null;
    },
    lookAgain: (): void => {
      if (session !== null) void lookAround(session);
    },
    change: (next: DevicesDraft): void => {
      touched.current = true;
      if (session !== null) void change(session, next);
    },
    finish: async (how: 'save' | 'undo'): Promise<void> => {
      if (draft !== null) setSaved(await end(how, draft));
    },
  };
}
export type Setup = ReturnType<typeof useSetup>;

/** The wizard once it holds the devices. `scans`: codes of its readers, in their order. */
export type Opened = Setup & {
  readonly view: SetupView;
  readonly draft: DevicesDraft;
  readonly scans: readonly TriedScan[];
};
