import { useEffect, useState } from 'react';
import type { Approval, StaffList } from '../../../contracts/pos-api.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { useSession, useTill } from '../till-context.ts';

/** Tries a person's PIN, null where there is none; answers what was refused, null when it is done. */
export type SubmitPin = (person: string, pin: string | null) => Promise<Problem | null>;

/** The same with a manager's id and PIN. */
export type SubmitApproval = (approval: Approval) => Promise<Problem | null>;

/** Those who may allow something with a PIN; null until it is known. */
export function useManagers(): StaffList['staff'] | null {
  const staff = useStaff(null);
  return staff?.staff.filter(({ role, hasPin }) => role === 'manager' && hasPin) ?? null;
}

/** The chain's staff list, asked for again whenever `occasion` changes; null until it is there. */
export function useStaff(occasion: unknown): StaffList | null {
  const { client } = useTill();
  const { link } = useSession();
  const [staff, setStaff] = useState<StaffList | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the occasion is what asks anew
  useEffect(() => {
    let wanted = link === 'open';
    if (!wanted) return;
    void client.call('staff.list', {}).then((answer) => {
      if (wanted && answer.ok) setStaff(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [client, link, occasion]);
  return staff;
}
