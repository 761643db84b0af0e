import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backUpOnceADay, listBackups } from '../../src/agent/daily-backup.ts';
import { eraseFromCopies } from '../../src/agent/erase-copies.ts';
import { examineTill } from '../../src/agent/examine-till.ts';
import { openTillData } from '../../src/agent/open-till-data.ts';
import { readThrough } from '../../src/agent/read-through.ts';
import { repairTill } from '../../src/agent/repair-till.ts';
import type { EncryptionWish } from '../../src/agent/till-keys.ts';
import { keysInUse } from '../../src/agent/till-keys.ts';
import { receiptSchema } from '../../src/contracts/receipt.ts';
import { kindOfFile } from '../../src/sqlite/file-key.ts';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { switchEncryption } from '../../src/sqlite/switch-encryption.ts';
import { pageBytes } from '../../src/sqlite/wal-frames.ts';
import type { TillStore } from '../../src/store/till-store.ts';
import { leaveTill } from '../support/damaged-till.ts';
import { emptyQuote } from '../support/empty-quote.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { memberRecord, page } from '../support/till-fixtures.ts';
import { noonMs } from '../support/till-pieces.ts';
import { cart } from '../support/till-sale.ts';

const on: EncryptionWish = { encryption: 'file' };
const off: EncryptionWish = { encryption: 'off' };
const silent = { warn: () => {}, error: () => {} };
const child = join(import.meta.dirname, 'encryption-kill-child.ts');

const start = (dataDir: string, encryption: EncryptionWish, log = silent) =>
  openTillData({ dataDir, log, bootId: 'boot-2', encryption });

function open(dataDir: string, encryption: EncryptionWish): TillStore {
  const opened = start(dataDir, encryption);
  if (!opened.ok) throw new Error(opened.error.en);
  onTestFinished(() => opened.value.store.close());
  return opened.value.store;
}

/** Opens and closes; answers how many operations the journal has. */
function pass(dataDir: string, encryption: EncryptionWish): number {
  const opened = start(dataDir, encryption);
  if (!opened.ok) throw new Error(opened.error.en);
  const { sequence } = opened.value.store.journalHead();
  opened.value.store.close();
  return sequence;
}

function putCart(store: TillStore, purchaseId: string): void {
  const { member: _member, ...lines } = cart();
  store.carts.put({
    ...{
      purchaseId,
      state: 'open',
      memberId: 'm2',
      pack: 1,
      openedMs: noonMs,
      updatedMs: noonMs,
      hold: null,
    },
    cart: receiptSchema.parse({ ...lines, ...{ purchaseId, store: 'S1', till: 'T1' } }),
    quote: emptyQuote,
  });
}

/** A till's folder as a kill left it, with one daily copy and a cart. */
async function leaveFolder() {
  const left = await leaveTill();
  const dataDir = join(temporaryFolder(), 'till');
  mkdirSync(join(dataDir, 'backups'), { recursive: true });
  for (const suffix of ['', '-wal']) cpSync(left.path + suffix, join(dataDir, `till.sqlite${suffix}`));
  cpSync(left.copy, join(dataDir, 'backups/till-2026-12-04.sqlite'));
  const store = open(dataDir, off);
  putCart(store, 'OPEN');
  store.close();
  return { dataDir, left, operations: left.operations.length };
}

const filesOf = (dataDir: string): string[] =>
  readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dataDir, name))
    .filter((path) => statSync(path).isFile());

/** Files of the folder in which one of the texts stands. */
const filesWith = (dataDir: string, texts: readonly string[]): string[] =>
  filesOf(dataDir).filter((path) => {
    const bytes = readFileSync(path);
    return texts.some((text) => bytes.includes(text));
  });

/** What must not be readable: a name, cards, phones, the journal, carts, as this till really has them. */
function secretsOf(dataDir: string): string[] {
  const database = openDatabase(join(dataDir, 'till.sqlite'), { mode: 'read-only' });
  try {
    const identifiers = database.all<{ value: string }>('SELECT value FROM identifiers');
    const names = database.all<{ name: string | null }>(
      "SELECT json_extract(record, '$.name') AS name FROM members",
    );
    const ids = database.all<{ id: string }>('SELECT operation_id AS id FROM journal');
    const texts = [
      ...identifiers.map(({ value }) => value),
      ...names.map(({ name }) => name ?? ''),
      ...ids.map(({ id }) => id),
      'Молоко',
      '"sequence"',
      'CREATE TABLE',
    ];
    return [...new Set(texts)].filter((text) => text.length > 5);
  } finally {
    database.close();
  }
}

describe('the encryption of the till', () => {
  it('leaves no name, phone, card, operation or cart readable in any file, and comes off again whole', async () => {
    const { dataDir, operations } = await leaveFolder();
    const secrets = secretsOf(dataDir);
    expect(secrets.length).toBeGreaterThan(operations);
    const names = (paths: string[]): string[] => paths.map((path) => basename(path)).sort();
    expect(names(filesWith(dataDir, secrets))).toEqual([
      'till-2026-12-04.sqlite',
      'till.sqlite',
      'till.sqlite-carts',
    ]);
    const store = open(dataDir, on);
    expect([store.journalHead().sequence, store.openReceipts().length]).toEqual([operations, 1]);
    putCart(store, 'OPEN-2');
    store.sync.apply(page('members', [['m-new', memberRecord('m-new')]]));
    const copy = await backUpOnceADay(store, join(dataDir, 'backups'), noonMs);
    // Logs included: the till is running.
    expect(existsSync(join(dataDir, 'till.sqlite-wal'))).toBe(true);
    expect(filesWith(dataDir, secrets)).toEqual([]);
    expect(kindOfFile(copy ?? '')).toBe('other');
    store.close();
    expect(statSync(`${dataDir}.key`).mode & 0o777).toBe(0o600);
    expect(examineTill(dataDir)).toEqual([]);

    expect(pass(dataDir, off)).toBe(operations);
    expect(open(dataDir, off).member('m-new')).not.toBeNull();
    expect(
      filesOf(dataDir)
        .filter((path) => path.endsWith('.sqlite'))
        .map(kindOfFile),
    ).toEqual(['plain', 'plain', 'plain']);
    expect(existsSync(join(dataDir, 'till-encryption.json'))).toBe(false);
    expect(examineTill(dataDir)).toEqual([]);
    expect(open(dataDir, off).openReceipts()).toHaveLength(2);
  });

  it('says what to do when the key is missing or another one, and touches nothing', async () => {
    const { dataDir } = await leaveFolder();
    pass(dataDir, on);
    const look = (): string[] =>
      filesOf(dataDir).map((path) => `${path} ${readFileSync(path).toString('base64')}`);
    const before = look();
    const keyFile = `${dataDir}.key`;
    renameSync(keyFile, `${keyFile}.away`);
    for (const wish of [on, off]) {
      expect(start(dataDir, wish)).toMatchObject({
        ok: false,
        error: {
          en: expect.stringMatching(/encrypted\. Its key file .*\.key is not there.*encryptionKeyFile/),
          ru: expect.stringMatching(/зашифрованы\. Файла их ключа .*\.key нет.*encryptionKeyFile/),
        },
      });
    }
    expect(existsSync(keyFile)).toBe(false);
    writeFileSync(keyFile, `${'ab'.repeat(32)}\n`);
    for (const wish of [on, off]) {
      expect(start(dataDir, wish)).toMatchObject({
        ok: false,
        error: { en: expect.stringContaining('key of another') },
      });
    }
    expect(examineTill(dataDir)).toMatchObject([{ code: 'cannot-open' }]);
    expect(await repairTill(dataDir, { requeue: [], discard: [] }, async () => true)).toMatchObject({
      ok: false,
    });
    writeFileSync(keyFile, 'rubbish');
    expect(start(dataDir, on)).toMatchObject({
      ok: false,
      error: { en: expect.stringContaining('64 hex digits') },
    });
    expect(look().filter((line) => !line.includes('till.lock'))).toEqual(
      before.filter((line) => !line.includes('till.lock')),
    );
    // The key may lie wherever the config says, and is found there by the doctor too.
    const elsewhere = join(temporaryFolder(), 'usb.key');
    renameSync(`${keyFile}.away`, elsewhere);
    rmSync(keyFile);
    pass(dataDir, { encryption: 'file', encryptionKeyFile: elsewhere });
    expect(keysInUse(dataDir)).toMatchObject({ ok: true });
    expect(examineTill(dataDir)).toEqual([]);
  });

  it.each([
    ['on', off, on],
    ['off', on, off],
  ])(
    'goes on after a kill at any step of turning it %s',
    async (_name, from, to) => {
      const { dataDir, operations } = await leaveFolder();
      if (to === off) pass(dataDir, on);
      const found = keysInUse(dataDir);
      const key = (found.ok ? found.value.known : null) ?? 'ab'.repeat(32);
      const keys = { known: key, wanted: to === on ? key : null };
      const folder = temporaryFolder();
      const copy = (step: number): string => {
        const path = join(folder, `till-${step}.sqlite`);
        cpSync(join(dataDir, 'till.sqlite'), path);
        return path;
      };
      const run = (path: string, dieBefore: number) =>
        spawnSync(process.execPath, [child, path, key, to.encryption, String(dieBefore)], {
          encoding: 'utf8',
        });
      const whole = run(copy(0), 0);
      const steps = Number(whole.stdout.trim());
      expect([whole.status, whole.stderr, steps > 12]).toEqual([0, '', true]);
      const kinds = new Set<string>();
      for (let step = 1; step <= steps; step++) {
        const path = copy(step);
        expect(run(path, step).signal).toBe('SIGKILL');
        kinds.add(kindOfFile(path));
        switchEncryption(path, keys);
        expect([step, kindOfFile(path)]).toEqual([step, to === on ? 'other' : 'plain']);
        const database = openDatabase(path, { mode: 'read-only', key });
        expect(database.all('SELECT sequence FROM journal')).toHaveLength(operations);
        database.close();
      }
      expect([from === off, [...kinds].sort()]).toEqual([to === on, ['other', 'plain']]);
      expect(readdirSync(folder).filter((name) => name.includes('switching'))).toEqual([]);
    },
    120_000,
  );

  it('throws half-made copies away, whatever stands in them', async () => {
    const { dataDir, operations } = await leaveFolder();
    for (const name of [
      'till.sqlite.switching',
      'till.sqlite.switching-journal',
      'backups/till-2026-12-05.sqlite.part',
    ]) {
      writeFileSync(join(dataDir, name), 'Молоко, half a copy');
    }
    expect(pass(dataDir, on)).toBe(operations);
    expect(filesWith(dataDir, ['half a copy'])).toEqual([]);
  });
});

describe('an encrypted file with a spoilt page', () => {
  it.each(['its beginning', 'a page of the journal'])(
    'is rebuilt from its pages, encrypted: %s',
    async (place) => {
      const { dataDir, left, operations } = await leaveFolder();
      const secrets = secretsOf(dataDir);
      pass(dataDir, on);
      // Without copies: what is saved comes from the pages.
      rmSync(join(dataDir, 'backups'), { recursive: true });
      const path = join(dataDir, 'till.sqlite');
      const bytes = readFileSync(path);
      const spoilt = place === 'its beginning' ? 0 : journalLeaf(dataDir);
      bytes.fill(0x5a, spoilt * pageBytes, spoilt * pageBytes + (spoilt === 0 ? 64 : pageBytes));
      writeFileSync(path, bytes);
      const heard = await new Promise<string>((resolve) => {
        const known = keysInUse(dataDir);
        onTestFinished(
          readThrough(
            path,
            () => resolve('damaged'),
            { ...silent, warn: () => resolve('damaged') },
            {
              atStartBytes: 0,
              key: known.ok ? known.value.known : null,
            },
          ),
        );
      });
      expect(heard).toBe('damaged');
      const store = open(dataDir, on);
      const head = store.journalHead().sequence;
      if (spoilt === 0) expect(head).toBe(operations);
      const known = left.operations.filter(
        ({ operation_id }) => store.answer(operation_id) !== null || store.bookedQuote(operation_id) !== null,
      );
      expect(known.length).toBeGreaterThan(operations / 2);
      expect(existsSync(join(dataDir, 'damaged'))).toBe(true);
      expect(filesWith(dataDir, secrets)).toEqual([]);
    },
  );

  it('is rebuilt from plain pages when encryption is turned on over a plain file without a beginning', async () => {
    const { dataDir, operations } = await leaveFolder();
    rmSync(join(dataDir, 'backups'), { recursive: true });
    const path = join(dataDir, 'till.sqlite');
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 0, 64);
    writeFileSync(path, bytes);
    expect(pass(dataDir, on)).toBe(operations);
    expect(kindOfFile(path)).toBe('other');
  });

  it('gives back from an encrypted daily copy what was lost, and the doctor does the same', async () => {
    const { dataDir, operations } = await leaveFolder();
    pass(dataDir, on);
    const path = join(dataDir, 'till.sqlite');
    const bytes = readFileSync(path);
    bytes.fill(0x5a, journalLeaf(dataDir) * pageBytes, (journalLeaf(dataDir) + 1) * pageBytes);
    writeFileSync(path, bytes);
    const repaired = await repairTill(dataDir, { requeue: [], discard: [] }, async () => true);
    expect(repaired).toMatchObject({
      ok: true,
      value: { done: [{ en: expect.stringContaining('Rebuilt') }] },
    });
    expect(kindOfFile(path)).toBe('other');
    expect(pass(dataDir, on)).toBe(operations);
  });

  it('forgets an erased member in encrypted copies too', async () => {
    const { dataDir } = await leaveFolder();
    const store = open(dataDir, on);
    const keys = keysInUse(dataDir);
    const key = keys.ok ? keys.value.known : null;
    const [copy = ''] = listBackups(join(dataDir, 'backups'));
    const isThere = (): boolean => {
      const database = openDatabase(copy, { mode: 'read-only', key });
      const row = database.get("SELECT 1 FROM members WHERE id = 'm5'");
      database.close();
      return row !== undefined;
    };
    expect(isThere()).toBe(true);
    eraseFromCopies(
      { erasures: { pending: () => [{ id: 'm5', person: true }], done: () => {} } },
      dataDir,
      silent,
      key,
    );
    expect(isThere()).toBe(false);
    store.close();
  });
});

/** A page (counted from 0) that holds rows of the journal. */
function journalLeaf(dataDir: string): number {
  const keys = keysInUse(dataDir);
  const database = openDatabase(join(dataDir, 'till.sqlite'), { key: keys.ok ? keys.value.known : null });
  try {
    const root = database.get<{ rootpage: number }>(
      "SELECT rootpage FROM sqlite_schema WHERE name = 'journal'",
    );
    return (root?.rootpage ?? 0) - 1;
  } finally {
    database.close();
  }
}
