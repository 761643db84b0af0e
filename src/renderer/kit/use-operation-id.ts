import { useRef } from 'react';
import { uuidV7 } from '../../shared/ids.ts';
import { browserClock, browserRandom } from './browser-ports.ts';

/** Names what is sent: the same sent again after a lost answer is the same operation, anything else another one. */
export function useOperationId(): (what: unknown) => string {
  const sent = useRef<{ readonly text: string; readonly operationId: string } | null>(null);
  return (what) => {
    const text = JSON.stringify(what);
    if (sent.current?.text !== text) {
      sent.current = { text, operationId: uuidV7(browserClock, browserRandom) };
    }
    return sent.current.operationId;
  };
}
