import type { AgentEvent } from '../contracts/events.ts';

export type EventBus = {
  readonly publish: (event: AgentEvent) => void;
  /** Whether anybody listens: what costs something to put together need not be put together for nobody. */
  readonly isHeard: () => boolean;
  /** Returns the function that ends the subscription. */
  readonly subscribe: (listener: (event: AgentEvent) => void) => () => void;
};

/** Passes events to every listener; one that throws must not keep the others from hearing. */
export function createEventBus(onFault: (cause: unknown) => void): EventBus {
  const listeners = new Set<(event: AgentEvent) => void>();
  return {
    publish: (event) => {
      for (const listener of [...listeners]) {
        try {
          listener(event);
        } catch (cause) {
          onFault(cause);
        }
      }
    },
    isHeard: () => listeners.size > 0,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
