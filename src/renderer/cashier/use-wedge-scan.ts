import { useEffect, useEffectEvent } from 'react';
import { judgeTyped } from './state/typed-entry.ts';
import { useTill } from './till-context.ts';

/**
 * Scans of a scanner that types: they go the way of every scan. `onScan` is called before, to close what is open; it
 * answers false where the scan is no part of a sale.
 */
export function useWedgeScan(onScan: () => boolean): void {
  const { driver, wedge } = useTill();
  const take = useEffectEvent((text: string) => {
    if (!onScan()) return;
    const entry = judgeTyped(text);
    void driver.identify(entry.kind === 'identify' ? entry.request : { scan: text });
  });
  useEffect(() => wedge.onScan((text) => take(text)), [wedge]);
}
