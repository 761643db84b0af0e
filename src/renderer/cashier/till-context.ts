import { createContext, use, useSyncExternalStore } from 'react';
import { assert } from '../../shared/assert.ts';
import type { AgentClient } from '../kit/agent-client.ts';
import type { Wedge } from '../kit/wedge.ts';
import type { SaleDriver } from './state/sale-driver.ts';
import type { SaleEvent } from './state/sale-events.ts';
import type { SaleState } from './state/sale-state.ts';
import type { SessionEvent, SessionState } from './state/session-state.ts';
import type { Store } from './state/store.ts';

/** What every screen of the window stands on. */
export type Till = {
  readonly sale: Store<SaleState, SaleEvent>;
  readonly session: Store<SessionState, SessionEvent>;
  readonly driver: SaleDriver;
  readonly client: AgentClient;
  readonly wedge: Wedge;
};

export const TillContext = createContext<Till | null>(null);

export function useTill(): Till {
  const till = use(TillContext);
  assert(till !== null, 'a screen of the cashier window was rendered outside of it');
  return till;
}

export function useSale(): SaleState {
  const { sale } = useTill();
  return useSyncExternalStore(sale.subscribe, sale.get);
}

export function useSession(): SessionState {
  const { session } = useTill();
  return useSyncExternalStore(session.subscribe, session.get);
}
