import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyFailure } from './property-failure.ts';

const messageOf = (work: () => void): string => {
  try {
    work();
    return '';
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
};

describe('the end of a run', () => {
  it('keeps seed, path and counterexample of a property that failed', () => {
    const message = messageOf(() =>
      fc.assert(
        fc.property(fc.nat(1000), (n) => n < 700),
        { seed: 17 },
      ),
    );
    const kept = propertyFailure(message) ?? '';
    expect(kept).toContain('seed: 17, path: "');
    expect(kept).toContain('Counterexample: [700]');
  });

  it('leaves other failures to the report above', () => {
    expect(propertyFailure('expected 1 to be 2')).toBeNull();
  });
});
