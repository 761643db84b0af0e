import { describe, expect, it } from 'vitest';
import { leaveTill } from '../../support/damaged-till.ts';
import { checkDamage } from './damage.ts';

const seeds = Number(process.env.KOPILKA_DAMAGES ?? '20');

describe('a till file with one page spoilt', () => {
  it('is found at the start and rebuilt; nothing is lost that can be read somewhere', {
    timeout: 3_600_000,
  }, async () => {
    const left = await leaveTill();
    let harmless = 0;
    let lost = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      const outcome = checkDamage(left, seed, seed % 2 === 0 ? [left.copy] : []);
      harmless += outcome.harmless ? 1 : 0;
      lost += outcome.lost;
    }
    // Without damage there would be nothing to see; one page holds a part of two operations at most.
    expect(harmless).toBeLessThan(seeds / 2);
    expect(lost).toBeLessThan(seeds);
    if (process.env.KOPILKA_DAMAGES !== undefined) console.log({ seeds, harmless, lost });
  });
});
