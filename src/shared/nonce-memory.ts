/** How far the time of a signed request may be from the reader's, either way. */
export const SIGNATURE_WINDOW_MS = 5 * 60_000;

export type NonceMemory = {
  /** Takes a request once. `expired`: outside the window, or older than this memory; `used`: seen before. */
  readonly take: (till: string, nonce: string, timeMs: number, nowMs: number) => 'fresh' | 'expired' | 'used';
};

/**
 * Remembers the nonces of signed requests for as long as their time would be accepted. It lives in this process and is
 * empty after a start; so what was signed before the start is `expired`, and the till signs it again.
 */
export function createNonceMemory(startedAtMs: number): NonceMemory {
  let older = new Set<string>();
  let newer = new Set<string>();
  let turnAtMs = startedAtMs + 2 * SIGNATURE_WINDOW_MS;
  return {
    take(till, nonce, timeMs, nowMs) {
      if (timeMs < startedAtMs || Math.abs(timeMs - nowMs) > SIGNATURE_WINDOW_MS) return 'expired';
      if (nowMs >= turnAtMs) {
        // A nonce is kept for one to two turns, each as long as the whole window.
        older = nowMs >= turnAtMs + 2 * SIGNATURE_WINDOW_MS ? new Set() : newer;
        newer = new Set();
        turnAtMs = nowMs + 2 * SIGNATURE_WINDOW_MS;
      }
      const key = `${till}\n${nonce}`;
      if (older.has(key) || newer.has(key)) return 'used';
      newer.add(key);
      return 'fresh';
    },
  };
}
