import { describe, expect, it } from 'vitest';
import { createDiskHealth } from '../../src/agent/disk-health.ts';
import { DatabaseFailure } from '../../src/sqlite/database-failure.ts';
import { stockedStore } from '../support/till-fixtures.ts';
import { handClock } from '../support/till-pieces.ts';

describe('the health of the disk', () => {
  it('goes down with a write that failed and comes back with one that did not', () => {
    const clock = handClock();
    const { store } = stockedStore([], { clock });
    let fault: Error | null = null;
    const refuse = (): void => {
      if (fault !== null) throw fault;
    };
    const disk = createDiskHealth(clock, () => true);
    const watched = disk.watch({
      ...store,
      tryDisk: () => {
        refuse();
        store.tryDisk();
      },
      transaction: (work) => {
        refuse();
        return store.transaction(work);
      },
    });
    const write = () => watched.transaction((writer) => writer.nextPurchaseNumber());
    expect([write(), disk.serves()]).toEqual([1, true]);
    // A bug or a busy file is no word about the disk.
    fault = new DatabaseFailure('busy', 'busy');
    expect(write).toThrow('busy');
    expect(disk.serves()).toBe(true);
    fault = new DatabaseFailure('disk-full', 'full');
    expect(write).toThrow('full');
    expect(disk.serves()).toBe(false);
    clock.advance(3_000);
    expect(disk.serves()).toBe(false);
    fault = null;
    expect(disk.serves()).toBe(false);
    clock.advance(3_000);
    expect([disk.serves(), write()]).toEqual([true, 2]);
  });

  it('is bad where there is no room, whatever was written', () => {
    expect(createDiskHealth(handClock(), () => false).serves()).toBe(false);
  });
});
