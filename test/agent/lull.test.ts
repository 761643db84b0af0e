import { describe, expect, it } from 'vitest';
import { createLull } from '../../src/agent/lull.ts';

/** Time that passes when a timer is waited for; `onTick` is called with each new moment. */
function makeTime(onTick: (nowMs: number) => void = () => {}) {
  let nowMs = 1000;
  const clock = { wallMs: () => nowMs, monotonicMs: () => nowMs };
  const timers = {
    after(delayMs: number, action: () => void) {
      nowMs += delayMs;
      onTick(nowMs);
      queueMicrotask(action);
      return () => {};
    },
  };
  return { clock, timers };
}

const times = { quietMs: 30, mostMs: 250 };

describe('a lull', () => {
  it('is at once where nobody has called', async () => {
    const { clock, timers } = makeTime();
    expect(await createLull(clock, timers, times).next()).toBe(true);
    expect(clock.monotonicMs()).toBe(1000);
  });

  it('comes a little after the last call', async () => {
    const calls = [1010, 1030, 1050];
    const { clock, timers } = makeTime((nowMs) => {
      if (calls.length > 0 && nowMs >= (calls[0] ?? 0)) {
        calls.shift();
        lull.noteCall();
      }
    });
    const lull = createLull(clock, timers, times);
    lull.noteCall();
    expect(await lull.next()).toBe(true);
    expect(calls).toEqual([]);
    expect(clock.monotonicMs()).toBe(1120);
  });

  it('is not waited for longer than allowed, and says that it did not come', async () => {
    const { clock, timers } = makeTime(() => lull.noteCall());
    const lull = createLull(clock, timers, times);
    lull.noteCall();
    expect(await lull.next()).toBe(false);
    expect(clock.monotonicMs()).toBe(1250);
  });
});
