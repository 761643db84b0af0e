import { useEffect, useState } from 'react';
import type { IdentifyResult } from '../../../contracts/pos-api.ts';
import type { TriedScan } from '../../../contracts/setup.ts';
import { useTill } from '../till-context.ts';

const kinds: Readonly<Partial<Record<IdentifyResult['result'], TriedScan['kind']>>> = {
  member: 'loyalty',
  blocked: 'loyalty',
  ambiguous: 'ambiguous',
  'not-loyalty': 'goods',
  'payment-card': 'payment-card',
};

/**
 * Codes of a scanner that types, which the window hears by itself and no setting is needed for. The till is asked what
 * each is before it is shown: a bank card's number never is.
 */
export function useKeyboardScans(): readonly TriedScan[] {
  const { client, wedge } = useTill();
  const [scans, setScans] = useState<readonly TriedScan[]>([]);
  useEffect(
    () =>
      wedge.onScan((scanned) => {
        void client.call('identify', { scan: scanned }).then((answer) => {
          if (!answer.ok) return;
          const kind = kinds[answer.value.result] ?? 'unknown';
          const text = kind === 'payment-card' ? null : scanned;
          setScans((before) => [...before, { deviceId: 'keyboard', kind, text, aim: null }]);
        });
      }),
    [client, wedge],
  );
  return scans;
}
