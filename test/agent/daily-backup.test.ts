import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backUpOnceADay, backupsKept, createDailyBackup } from '../../src/agent/daily-backup.ts';
import { examineTillFile } from '../../src/store/examine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { memberRecord } from '../support/till-fixtures.ts';
import { dayMs, noonMs } from '../support/till-pieces.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../support/till-sale.ts';

describe('the daily copy of a till', () => {
  it('is whole and good while the till goes on selling, once a day', async () => {
    const till = openTestTill([memberRecord('m1')]);
    const folder = join(temporaryFolder(), 'backups');
    accepted(till.checkout.confirm('P1', confirmRequest(1, { receipt: cart({ member: 'm1' }) })));
    const path = await backUpOnceADay(till.store, folder, noonMs);
    expect(path).toBe(join(folder, 'till-2026-12-05.sqlite'));
    expect(await backUpOnceADay(till.store, folder, noonMs + 3_600_000)).toBeNull();
    expect(readdirSync(folder)).toEqual(['till-2026-12-05.sqlite']);
    expect(examineTillFile(path ?? '')).toEqual([]);
  });

  it('keeps the newest ones and nothing that is not its own is touched', async () => {
    const till = openTestTill([]);
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    for (let day = 0; day < backupsKept + 2; day += 1) {
      await backUpOnceADay(till.store, folder, noonMs + day * dayMs);
    }
    const copies = readdirSync(folder).sort();
    expect(copies).toHaveLength(backupsKept + 1);
    expect(copies).toContain('notes.txt');
    expect(copies).not.toContain('till-2026-12-06.sqlite');
    expect(copies).toContain('till-2026-12-13.sqlite');
  });

  it('takes no half copy for a whole one', async () => {
    const folder = temporaryFolder();
    const failing = {
      backup: async (path: string) => {
        writeFileSync(path, 'half');
        throw new Error('killed');
      },
    };
    await expect(backUpOnceADay(failing, folder, noonMs)).rejects.toThrow('killed');
    const till = openTestTill([]);
    expect(await backUpOnceADay(till.store, folder, noonMs)).toBe(join(folder, 'till-2026-12-05.sqlite'));
    expect(readdirSync(folder)).toEqual(['till-2026-12-05.sqlite']);
  });

  it('tells of a disk that does not serve and can be stopped', async () => {
    const faults: unknown[] = [];
    const copies = createDailyBackup({
      store: { backup: () => Promise.reject(new Error('no room')) },
      folder: temporaryFolder(),
      clock: { wallMs: () => noonMs, monotonicMs: () => 0 },
      onFault: (cause) => faults.push(cause),
    });
    copies.start();
    await copies.stop();
    expect(faults).toMatchObject([{ message: 'no room' }]);
  });
});
