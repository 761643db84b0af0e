import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/sqlite/open-database.ts';
import { replaceDamaged } from '../../../src/store/rebuild/replace-file.ts';
import { leaveTill } from '../../support/damaged-till.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { identity } from '../../support/till-fixtures.ts';
import { dayMs, noonMs } from '../../support/till-pieces.ts';
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

  it('takes a file with all members from its beginning once it is rebuilt', async () => {
    const { path } = await leaveTill();
    const settings = (work: 'write' | 'read'): string[] => {
      const database = openDatabase(path);
      try {
        if (work === 'write') {
          database.transaction((writer) => {
            writer.run(
              "INSERT INTO settings VALUES ('member-snapshot', '{}'), ('member-snapshot-place', '{}')",
            );
          });
        }
        return database.all<{ name: string }>('SELECT name FROM settings').map(({ name }) => name);
      } finally {
        database.close();
      }
    };
    expect(settings('write')).toContain('member-snapshot-place');
    replaceDamaged({
      ...{ path, asideFolder: join(temporaryFolder(), 'damaged'), copies: [], identity },
      nowMs: noonMs + dayMs,
    });
    expect(settings('read')).toContain('identity');
    expect(settings('read').filter((name) => name.startsWith('member-snapshot'))).toEqual([]);
  });
});
