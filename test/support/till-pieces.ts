import { createHash } from 'node:crypto';
import type { Pack } from '../../src/contracts/pack.ts';
import { type Program, programSchema } from '../../src/contracts/program.ts';
import type { Clock, Random } from '../../src/shared/ports.ts';
import { err, ok, type Result } from '../../src/shared/result.ts';
import type { VerifiedPack } from '../../src/store/packs.ts';

// Pieces of a test till that need no test runner: a process of its own may use them too.

/** 5 December 2026, 12:30 in Moscow. */
export const noonMs = Date.parse('2026-12-05T09:30:00.000Z');
export const dayMs = 86_400_000;

/** A clock the test moves by hand; the monotonic part started at 1000. */
export function handClock(
  startMs: number = noonMs,
): Clock & { advance(ms: number): void; jump(ms: number): void } {
  let wallMs = startMs;
  let monotonicMs = 1000;
  return {
    wallMs: () => wallMs,
    monotonicMs: () => monotonicMs,
    advance(ms) {
      wallMs += ms;
      monotonicMs += ms;
    },
    jump(ms) {
      wallMs += ms;
    },
  };
}

/** Random bytes that repeat with the seed. */
export function seededRandom(seed: string): Random {
  let round = 0;
  return {
    bytes(length) {
      round += 1;
      const digest = createHash('sha512').update(`${seed}:${round}`).digest();
      return Uint8Array.from(digest.subarray(0, length));
    },
  };
}

/** `good` is the only signature that test tills accept. */
export function acceptGoodSignature(pack: Pack): Result<VerifiedPack, string> {
  if (pack.signature !== 'good') return err('The pack is not signed by a key of this hub.');
  const program: Program = programSchema.parse(JSON.parse(pack.program));
  return ok({ manifest: JSON.parse(pack.manifest) as VerifiedPack['manifest'], program });
}
