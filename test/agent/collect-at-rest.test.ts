import { describe, expect, it } from 'vitest';
import { onceAtRest } from '../../src/agent/collect-at-rest.ts';

describe('a till at rest', () => {
  it('gives memory back once when rest begins, never during work', () => {
    let collections = 0;
    const look = onceAtRest(() => {
      collections += 1;
    });
    const after = [0.9, 0.03, 0.01, 0, 0.02, 0.5, 0.01].map((share) => {
      look(share);
      return collections;
    });
    expect(after).toEqual([0, 0, 1, 1, 1, 1, 2]);
  });
});
