import { useEffect, useState } from 'react';
import type { TriedScan } from '../../../contracts/setup.ts';
import { useTill } from '../till-context.ts';

/** Codes of a scanner that types, which the window hears by itself and no setting is needed for. */
export function useKeyboardScans(): readonly TriedScan[] {
  const { wedge } = useTill();
  const [scans, setScans] = useState<readonly TriedScan[]>([]);
  useEffect(
    () =>
      wedge.onScan((text) =>
        setScans((before) => [...before, { deviceId: 'keyboard', kind: 'unknown', text, aim: null }]),
      ),
    [wedge],
  );
  return scans;
}
