import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { collectBetweenCalls } from '../../src/agent/collect-between-calls.ts';

const mb = 1024 * 1024;

describe('memory of a till that works', () => {
  it('is given back behind a call that left much, not within it and not for a little', async () => {
    const collected: string[] = [];
    let usedMb = 30;
    const between = collectBetweenCalls(
      ({ type }) => {
        collected.push(type);
        usedMb = 30;
      },
      () => usedMb * mb,
    );
    const call = async (leavesMb: number): Promise<number> => {
      between.noteCall();
      usedMb += leavesMb;
      expect(collected).toHaveLength(before);
      await pause(20);
      before = collected.length;
      return before;
    };
    let before = 0;
    expect(await call(1)).toBe(0);
    expect(await call(1)).toBe(0);
    // Two calls before left a megabyte each.
    expect(await call(1.5)).toBe(1);
    expect(await call(5)).toBe(2);
    // The engine collected by itself in between: what counts is what has come since.
    usedMb = 25;
    expect(await call(2)).toBe(2);
    expect(await call(4)).toBe(3);
    expect(new Set(collected)).toEqual(new Set(['minor']));
    between.stop();
  });
});
