import { describe, expect, it } from 'vitest';
import { createSpaceCheck, leastFreeBytes } from '../../src/agent/free-space.ts';
import { type ModeFacts, tillMode } from '../../src/agent/till-mode.ts';
import { handClock } from '../support/till-pieces.ts';

const hourMs = 3_600_000;
const facts: ModeFacts = {
  connected: true,
  hasPack: true,
  hasRoom: true,
  sinceContactMs: 0,
  maxOfflineHours: 24,
};

describe('the rung of a till', () => {
  it.each<[string, Partial<ModeFacts>, string]>([
    ['with everything', {}, 'online'],
    ['without the hub', { connected: false, sinceContactMs: 24 * hourMs }, 'offline'],
    ['without the hub for too long', { connected: false, sinceContactMs: 24 * hourMs + 1 }, 'stale'],
    ['that never met the hub', { connected: false, sinceContactMs: null }, 'stale'],
    ['on a full disk, whatever the line does', { hasRoom: false }, 'read-only'],
    ['without a program', { hasPack: false, hasRoom: false }, 'off'],
  ])('%s is the lowest that holds', (_name, more, mode) => {
    expect(tillMode({ ...facts, ...more })).toBe(mode);
  });
});

describe('the check of free space', () => {
  it('follows the disk, but asks it every few seconds only', () => {
    const clock = handClock();
    let free = leastFreeBytes;
    let asked = 0;
    const hasRoom = createSpaceCheck('.', clock, () => {
      asked += 1;
      return free;
    });
    expect(hasRoom()).toBe(true);
    free -= 1;
    expect([hasRoom(), asked]).toEqual([true, 1]);
    clock.advance(5_000);
    expect([hasRoom(), asked]).toEqual([false, 2]);
    free = leastFreeBytes;
    clock.advance(999);
    expect([hasRoom(), asked]).toEqual([false, 2]);
    // A full disk is what the till waits for.
    clock.advance(1);
    expect(hasRoom()).toBe(true);
  });

  it('does not stop sales where the system cannot say', () => {
    expect(createSpaceCheck('/no/such/folder', handClock())()).toBe(true);
  });
});
