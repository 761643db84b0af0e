import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keepIdentityFile } from '../../src/agent/identity-file.ts';
import { openTillData } from '../../src/agent/open-till-data.ts';
import { readThrough } from '../../src/agent/read-through.ts';
import { rebuildTill } from '../../src/store/rebuild/rebuild-till.ts';
import type { TillStore } from '../../src/store/till-store.ts';
import { leaveTill, spoilOnePage } from '../support/damaged-till.ts';
import { tamper } from '../support/tamper.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { identity } from '../support/till-fixtures.ts';

const silent = { warn: () => {}, error: () => {} };

function open(dataDir: string, log = silent): TillStore {
  const opened = openTillData({ dataDir, log, bootId: 'boot-2' });
  if (!opened.ok) throw new Error(opened.error.en);
  const { store } = opened.value;
  onTestFinished(store.close);
  return store;
}

/** A till's folder as a kill left it, with one daily copy. */
async function leaveFolder() {
  const left = await leaveTill();
  const dataDir = temporaryFolder();
  for (const suffix of ['', '-wal']) copyFileSync(left.path + suffix, join(dataDir, `till.sqlite${suffix}`));
  mkdirSync(join(dataDir, 'backups'));
  copyFileSync(left.copy, join(dataDir, 'backups/till-2026-12-04.sqlite'));
  return { dataDir, left };
}

const ids = (store: TillStore): number => {
  const { sequence } = store.journalHead();
  return sequence;
};

describe("the till's data at the start", () => {
  it('are opened as they are when nothing is wrong, and who the till is lies beside them from then on', async () => {
    const { dataDir, left } = await leaveFolder();
    const store = open(dataDir);
    expect(ids(store)).toBe(left.operations.length);
    expect(existsSync(join(dataDir, 'till-identity.json'))).toBe(true);
    expect(existsSync(join(dataDir, 'damaged'))).toBe(false);
  });

  it('are rebuilt when they are damaged; the log names what came of it, the damaged files are kept', async () => {
    const { dataDir, left } = await leaveFolder();
    tamper(
      join(dataDir, 'till.sqlite'),
      "UPDATE journal SET payload = replace(payload, 'T1', 'T7') WHERE sequence = 30",
    );
    const told: object[] = [];
    const store = open(dataDir, {
      error: () => {},
      warn: (fields: object) => void told.push(fields),
    } as typeof silent);
    expect(told).toMatchObject([
      { operations: 39, changed: [left.operations[29]?.operation_id], gaps: ['1: 30-30'] },
    ]);
    expect(store.quarantine.list(10)).toMatchObject([
      { code: 'journal-changed', key: left.operations[29]?.operation_id, source: 'push' },
    ]);
    const [aside = ''] = readdirSync(join(dataDir, 'damaged'));
    expect(readdirSync(join(dataDir, 'damaged', aside))).toEqual(
      expect.arrayContaining(['rebuild.json', 'till.sqlite']),
    );
  });

  it('take a changed operation from the daily copy, where it has it', async () => {
    const { dataDir, left } = await leaveFolder();
    tamper(
      join(dataDir, 'till.sqlite'),
      "UPDATE journal SET payload = replace(payload, 'T1', 'T7') WHERE sequence = 10",
    );
    const store = open(dataDir);
    expect(store.quarantine.count()).toBe(0);
    expect(store.bookedQuote(left.operations[9]?.operation_id ?? '')).not.toBeNull();
  });

  it('come from the daily copy when the file is gone', async () => {
    const { dataDir } = await leaveFolder();
    keepIdentityFile(dataDir, identity);
    for (const suffix of ['', '-wal']) rmSync(join(dataDir, `till.sqlite${suffix}`));
    const store = open(dataDir);
    expect(store.identity.get()).toEqual(identity);
    expect(ids(store)).toBe(16);
    expect(store.memberCount()).toBe(40);
  });

  it('are put in place when a kill came between rebuilding and replacing', async () => {
    const { dataDir, left } = await leaveFolder();
    const path = join(dataDir, 'till.sqlite');
    rebuildTill({ damagedPath: path, copies: [], targetPath: `${path}.rebuilt`, identity, nowMs: 0 });
    writeFileSync(path, 'rubbish');
    const store = open(dataDir);
    expect(ids(store)).toBe(left.operations.length);
    expect(existsSync(`${path}.rebuilt`)).toBe(false);
  });

  it('stay as they are when nothing can be done: the sentence says why', () => {
    const dataDir = temporaryFolder();
    mkdirSync(join(dataDir, 'till.sqlite'));
    const opened = openTillData({ dataDir, log: silent, bootId: 'b' });
    expect(opened).toMatchObject({ ok: false, error: { en: expect.stringContaining('cannot be opened') } });
  });
});

describe('a file too large to be read through at the start', () => {
  it('is read through beside the work', async () => {
    const left = await leaveTill();
    const heard = (path: string): Promise<string> =>
      new Promise((resolve) => {
        const end = readThrough(path, () => resolve('damaged'), silent, { atStartBytes: 0 });
        onTestFinished(end);
      });
    let path = left.path;
    for (let seed = 1, place = ''; !place.includes('spoilt page on') || !place.includes('the file'); seed++) {
      ({ path, place } = spoilOnePage(left, seed));
    }
    expect(await heard(path)).toBe('damaged');
  });
});
