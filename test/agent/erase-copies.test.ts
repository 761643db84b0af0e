import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backUpOnceADay, createDailyBackup } from '../../src/agent/daily-backup.ts';
import { eraseFromCopies } from '../../src/agent/erase-copies.ts';
import { examineTillFile } from '../../src/store/examine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { memberRecord, openTestStore, page, stockedStore } from '../support/till-fixtures.ts';
import { dayMs, handClock, noonMs } from '../support/till-pieces.ts';
import { accepted, cart, checkoutOver, confirmRequest } from '../support/till-sale.ts';

const person = { firstName: 'Аполлинария', cards: ['2900777000777'], phoneHash: 'cd'.repeat(32) };
const secrets = Object.values(person).flat();

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

/** Files that hold a trace of the person as plain bytes, each with what it holds. */
const tracesIn = (folder: string): string[] =>
  filesIn(folder).flatMap((path) => {
    const bytes = readFileSync(path);
    return secrets
      .filter((text) => bytes.includes(text))
      .map((text) => `${path.slice(folder.length)}: ${text}`);
  });

describe('an erased member', () => {
  it('is in no file of the till any more: database, log, carts, daily copies, files set aside', async () => {
    const dataDir = temporaryFolder();
    const clock = handClock();
    const path = join(dataDir, 'till.sqlite');
    const { store } = stockedStore([memberRecord('m1', person), memberRecord('m2')], { path, clock });
    const checkout = checkoutOver(store, clock);
    const receipt = cart({ member: 'm1' });
    accepted(checkout.quote('P-open', receipt));
    accepted(checkout.confirm('P1', confirmRequest(1, { receipt })));
    const backups = join(dataDir, 'backups');
    await backUpOnceADay(store, backups, noonMs - dayMs);
    await backUpOnceADay(store, backups, noonMs);
    writeFileSync(
      join(backups, 'till-2026-12-01.sqlite'),
      `no database, but ${person.firstName}`.repeat(200),
    );
    for (const half of ['.part', '.part-journal']) {
      writeFileSync(join(backups, `till-2026-12-02.sqlite${half}`), `cut off: ${person.firstName}`);
    }
    mkdirSync(join(dataDir, 'damaged', 'once'), { recursive: true });
    writeFileSync(join(dataDir, 'damaged', 'once', 'till.sqlite'), person.cards.join());
    expect(tracesIn(dataDir).length).toBeGreaterThan(6);

    store.sync.apply(page('members', [['m1', null]]));
    eraseFromCopies(store, dataDir, { warn: () => {} }, null);

    expect(tracesIn(dataDir)).toEqual([]);
    expect(readdirSync(backups).sort()).toEqual(['till-2026-12-04.sqlite', 'till-2026-12-05.sqlite']);
    expect(examineTillFile(join(backups, 'till-2026-12-05.sqlite'))).toEqual([]);
    expect(store.erasures.pending()).toEqual([]);
    expect(store.member('m2')).not.toBeNull();
  });

  it('is not in a copy that was being made meanwhile, and nobody is told before it has gone from there', async () => {
    const dataDir = temporaryFolder();
    const path = join(dataDir, 'till.sqlite');
    const { store } = stockedStore([memberRecord('m1', person)], { path });
    const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const copies = createDailyBackup({
      store: {
        backup: async (target) => {
          await store.backup(target);
          begun.resolve();
          await go.promise;
        },
      },
      folder: join(dataDir, 'backups'),
      clock: handClock(),
      onFault: (cause) => expect.unreachable(String(cause)),
    });
    copies.start();
    await begun.promise;
    store.sync.apply(page('members', [['m1', null]]));
    copies.between(() => eraseFromCopies(store, dataDir, { warn: () => {} }, null));
    expect(store.erasures.pending()).toHaveLength(1);
    go.resolve();
    await copies.stop();
    expect(readdirSync(join(dataDir, 'backups'))).toEqual(['till-2026-12-05.sqlite']);
    expect(tracesIn(dataDir)).toEqual([]);
    expect(store.erasures.pending()).toEqual([]);
    // Nothing is under way any more: what comes now is done at once.
    let done = false;
    copies.between(() => {
      done = true;
    });
    expect(done).toBe(true);
  });

  it('stays to be erased from the copies when the till dies before that', () => {
    const { store, path } = stockedStore([memberRecord('m1', person)]);
    store.sync.apply(page('members', [['m1', null]]));
    store.close();
    expect(openTestStore({ path }).store.erasures.pending()).toEqual([{ id: 'm1', person: false }]);
  });
});
