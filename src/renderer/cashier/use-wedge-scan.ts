import { useEffect, useEffectEvent } from 'react';
import { useTill } from './till-context.ts';

/**
 * Scans of a scanner that types: they go the way of every scan. `onScan` is called before, to close what is open; it
 * answers false where the scan is no part of a sale.
 */
export function useWedgeScan(onScan: () => boolean): void {
  const { driver, wedge } = useTill();
  const take = useEffectEvent((text: string) => {
    if (!onScan()) return;
    // Never as a phone: ten digits of a card look like one, and only the chain's rules know.
    void driver.identify({ scan: text });
  });
  useEffect(() => wedge.onScan((text) => take(text)), [wedge]);
}
