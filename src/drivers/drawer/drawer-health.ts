import type { Clock } from '../../shared/ports.ts';
import type { DeviceHealth } from '../device-status.ts';
import { drawerNotOpened } from '../printer/pulse-queue.ts';

/** So long whoever waits at a drawer that stayed closed is told so; the printer is next looked at then. */
const toldMs = 9000;

/**
 * How a drawer is. It has no line of its own: it can be opened when its printer can be spoken to, and did not open when
 * the printer was held up.
 */
export function createDrawerHealth(clock: Clock, tell: (health: DeviceHealth) => void) {
  let closedSinceMs: number | null = null;
  let printer: DeviceHealth | null = null;
  const say = (): void => {
    const isTold = closedSinceMs !== null && clock.monotonicMs() - closedSinceMs < toldMs;
    if (isTold && printer?.state !== 'offline') tell({ state: 'degraded', reason: drawerNotOpened });
    else if (printer !== null) tell(printer);
  };
  return {
    /** The last word on a pulse. */
    pulsed(reason: string | null): void {
      const heldUp = reason === drawerNotOpened || reason === 'no-confirmation';
      closedSinceMs = heldUp ? clock.monotonicMs() : null;
      say();
    },
    printer(health: DeviceHealth): void {
      printer = health;
      say();
    },
  };
}
