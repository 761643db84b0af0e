import { useEffect, useRef, useState } from 'react';
import type { Approval, ReturnPreview, ReturnResult } from '../../../contracts/pos-api.ts';
import type { Problem } from '../../../contracts/problem.ts';
import type { ReturnableSale } from '../../../contracts/ui-api.ts';
import { uuidV7 } from '../../../shared/ids.ts';
import { browserClock, browserRandom } from '../../kit/browser-ports.ts';
import { useTill } from '../till-context.ts';

type Policy = ReturnPreview['policy'];

/** A return at the till: the purchase, how much of each line comes back, and what that gives by either policy. */
export function useReturn() {
  const { client } = useTill();
  const [found, setFound] = useState<ReturnableSale | null>(null);
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map());
  const [preview, setPreview] = useState<ReturnPreview | null>(null);
  const [policy, setPolicy] = useState<Policy | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [done, setDone] = useState<ReturnResult | null>(null);
  const [busy, setBusy] = useState(false);
  const [pinWanted, setPinWanted] = useState(false);
  // The same return sent again after a lost answer is the same operation.
  const sent = useRef<{ readonly what: string; readonly operationId: string } | null>(null);

  useEffect(() => {
    setPreview(null);
    setPinWanted(false);
    const lines = [...chosen].map(([id, quantity]) => ({ id, quantity }));
    if (found === null || lines.length === 0) return;
    let wanted = true;
    void client.call('return.preview', { purchaseId: found.purchaseId, lines }).then((answer) => {
      if (!wanted) return;
      setProblem(answer.ok ? null : answer.error);
      if (answer.ok) setPreview(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [client, found, chosen]);

  const find = async (purchaseId: string): Promise<void> => {
    setBusy(true);
    const answer = await client.call('return.find', { purchaseId });
    setBusy(false);
    setProblem(answer.ok ? null : answer.error);
    setChosen(new Map());
    setFound(answer.ok ? answer.value : null);
  };

  const put = (id: string, quantity: number): void => {
    const next = new Map(chosen);
    if (quantity > 0) next.set(id, quantity);
    else next.delete(id);
    setChosen(next);
  };

  const taken = policy ?? preview?.policy ?? 'share';
  /** Books the return; answers what was refused with a PIN, which the PIN's own form shows. */
  const take = async (approval: Approval | null): Promise<Problem | null> => {
    if (found === null || preview === null) return null;
    const lines = [...chosen].map(([id, quantity]) => ({ id, quantity }));
    const what = JSON.stringify([found.purchaseId, lines, taken]);
    const operationId =
      sent.current?.what === what ? sent.current.operationId : uuidV7(browserClock, browserRandom);
    sent.current = { what, operationId };
    setBusy(true);
    const answer = await client.call('return.take', {
      operationId,
      returnId: `R-${operationId.slice(-12)}`,
      purchaseId: found.purchaseId,
      lines,
      policy: taken,
      ...(approval === null ? {} : { approval }),
    });
    setBusy(false);
    if (answer.ok) setDone(answer.value);
    else if (approval !== null) return answer.error;
    // The chain's rule may be newer than the preview.
    else if (answer.error.code === 'manager-pin-needed') setPinWanted(true);
    else setProblem(answer.error);
    return null;
  };
  const takeOrAsk = (): void => {
    if (preview?.needsPin === true) setPinWanted(true);
    else void take(null);
  };

  return {
    ...{ found, chosen, put, preview, policy: taken, setPolicy, problem, done, busy, find },
    /** Books it, or asks for a PIN first where the chain wants one. */
    take: takeOrAsk,
    pinWanted,
    leavePin: () => setPinWanted(false),
    takeWithPin: take,
  };
}
export type Return = ReturnType<typeof useReturn>;
