import { useEffect, useEffectEvent } from 'react';
import { judgeTyped } from './state/typed-entry.ts';
import { useTill } from './till-context.ts';

/** Scans of a scanner that types: they go the way of every scan. `onScan` is called before, to close what is open. */
export function useWedgeScan(onScan: () => void): void {
  const { driver, wedge } = useTill();
  const take = useEffectEvent((text: string) => {
    onScan();
    const entry = judgeTyped(text);
    void driver.identify(entry.kind === 'identify' ? entry.request : { scan: text });
  });
  useEffect(() => wedge.onScan((text) => take(text)), [wedge]);
}
