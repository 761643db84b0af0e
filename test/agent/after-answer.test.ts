import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAfterAnswer } from '../../src/agent/after-answer.ts';

afterEach(() => void vi.useRealTimers());

describe('work after an answer', () => {
  it('gathers for the time it is given, counted from the first that asks', () => {
    vi.useFakeTimers();
    const done: string[] = [];
    const soon = createAfterAnswer(() => {}, 200);
    const push = (): void => void done.push('push');
    soon.run(push);
    vi.advanceTimersByTime(150);
    soon.run(push);
    expect(done).toEqual([]);
    vi.advanceTimersByTime(50);
    expect(done).toEqual(['push']);
    soon.run(push);
    soon.stop();
    vi.advanceTimersByTime(1000);
    expect(done).toEqual(['push']);
  });

  it('waits for the turn of whoever asked, and is done once for many that asked', async () => {
    const done: string[] = [];
    const later = createAfterAnswer(() => {});
    const status = (): void => void done.push('status');
    later.run(status);
    later.run(() => void done.push('member'));
    later.run(status);
    expect(done).toEqual([]);
    await nextTurn();
    expect(done).toEqual(['status', 'member']);
    later.run(status);
    await nextTurn();
    expect(done).toEqual(['status', 'member', 'status']);
  });

  it('goes on past work that fails, and drops all of it once stopped', async () => {
    const done: string[] = [];
    const faults: unknown[] = [];
    const later = createAfterAnswer((cause) => void faults.push(cause));
    const broken = new Error('the listener');
    later.run(() => {
      throw broken;
    });
    later.run(() => void done.push('after it'));
    await nextTurn();
    expect([faults, done]).toEqual([[broken], ['after it']]);
    later.run(() => void done.push('too late'));
    later.stop();
    await nextTurn();
    expect(done).toEqual(['after it']);
  });
});
