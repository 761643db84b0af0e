import { useState } from 'react';
import type { Approval, ReturnPreview, ReturnResult } from '../../../contracts/pos-api.ts';
import type { Problem } from '../../../contracts/problem.ts';
import type { ReturnableSale } from '../../../contracts/ui-api.ts';
import { useOperationId } from '../../kit/use-operation-id.ts';
import { useTill } from '../till-context.ts';
import { type ChosenLines, linesOf, useReturnPreview } from './use-return-preview.ts';

type Policy = ReturnPreview['policy'];

/** A return at the till: the purchase, how much of each line comes back, and what that gives by either policy. */
export function useReturn() {
  const { client } = useTill();
  const [found, setFound] = useState<ReturnableSale | null>(null);
  const [chosen, setChosen] = useState<ChosenLines>(new Map());
  const [policy, setPolicy] = useState<Policy | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [done, setDone] = useState<ReturnResult | null>(null);
  const [busy, setBusy] = useState(false);
  const [pinWanted, setPinWanted] = useState(false);
  const operationIdOf = useOperationId();
  const preview = useReturnPreview(found?.purchaseId ?? null, chosen, setProblem);

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
    const { purchaseId } = found;
    const lines = linesOf(chosen);
    const operationId = operationIdOf([purchaseId, lines, taken]);
    const returnId = `R-${operationId.slice(-12)}`;
    const request = { operationId, returnId, purchaseId, lines, policy: taken };
    setBusy(true);
    const answer = await client.call('return.take', approval === null ? request : { ...request, approval });
    setBusy(false);
    if (answer.ok) setDone(answer.value);
    else if (approval !== null) return answer.error;
    // The chain's rule may be newer than the preview.
    else if (answer.error.code === 'manager-pin-needed') setPinWanted(true);
    else setProblem(answer.error);
    return null;
  };

  return {
    ...{ found, chosen, put, preview, policy: taken, setPolicy, problem, done, busy, find },
    /** Books it, or asks for a PIN first where the chain wants one. */
    take: (): void => {
      if (preview?.needsPin === true) setPinWanted(true);
      else void take(null);
    },
    pinWanted,
    leavePin: () => setPinWanted(false),
    takeWithPin: take,
  };
}
export type Return = ReturnType<typeof useReturn>;
