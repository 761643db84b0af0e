import assert from 'node:assert/strict';

/** Emulated processors are slow, and a wait that ends early costs nothing. */
const longestMs = 90_000;

/** Waits until the two are equal; fails with their difference. */
export async function until<T>(read: () => T, wanted: T): Promise<void> {
  const endMs = performance.now() + longestMs;
  for (;;) {
    try {
      assert.deepEqual(read(), wanted);
      return;
    } catch (failure) {
      if (performance.now() > endMs) throw failure;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
