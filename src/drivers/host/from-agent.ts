import type { ToHost } from './messages.ts';

/** Whether something that came over the agent's channel is one of its messages; Node's own have no type. */
export const isFromAgent = (received: unknown): received is ToHost =>
  typeof received === 'object' &&
  received !== null &&
  'type' in received &&
  typeof received.type === 'string';
