import { err, type Result } from '../../../src/shared/result.ts';
import type { TransportFailure } from '../../../src/sync/ports.ts';
import type { SeededNumbers } from '../../support/seeded-numbers.ts';

const lost = err({ code: 'unreachable', detail: 'the line is cut', retryAfterMs: null });
type Answer<T> = Result<T, TransportFailure>;

/** Lines on which messages are lost, repeated, overtaken and late, as the seed says. */
export type Network = {
  /** Percent of calls that go wrong. */
  faultsPercent: number;
  readonly call: <T>(isUp: () => boolean, handle: () => Promise<Answer<T>>) => Promise<Answer<T>>;
  /** A message that was on its way arrives now; false when there is none. */
  readonly deliverLate: () => Promise<boolean>;
};

export function createNetwork(chance: SeededNumbers): Network {
  const late: (() => Promise<unknown>)[] = [];
  const network: Network = {
    faultsPercent: 0,
    async call(isUp, handle) {
      if (!isUp()) return lost;
      const fault = chance.percent(network.faultsPercent) ? chance.below(6) : null;
      if (fault === null) return handle();
      // The request, or its answer, never comes.
      if (fault === 0) return lost;
      if (fault === 1) {
        await handle();
        return lost;
      }
      // The caller gives up, and the request comes afterwards, behind later ones.
      if (fault === 2) {
        late.push(handle);
        return lost;
      }
      // It comes twice, the second time much later, or its first answer is lost on top of that.
      if (fault === 3 || fault === 4) {
        late.push(handle);
        const answer = await handle();
        return fault === 3 ? answer : lost;
      }
      // Only the answer is late.
      const answer = await handle();
      return new Promise((resolve) => {
        late.push(async () => resolve(answer));
      });
    },
    async deliverLate() {
      const [message] = late.splice(chance.below(Math.max(1, late.length)), 1);
      if (message === undefined) return false;
      await message();
      return true;
    },
  };
  return network;
}
