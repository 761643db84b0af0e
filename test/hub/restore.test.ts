import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupChain } from '../../src/hub/backup/backup-chain.ts';
import { restoreChain } from '../../src/hub/backup/restore-chain.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { program } from './support/program.ts';
import { openShop, type Shop } from './support/shop.ts';
import { openTill, type TestTill, until } from './support/till.ts';

async function synced(shop: Shop): Promise<TestTill> {
  const till = await openTill(shop, 't1');
  till.client.start();
  await until('the members are there', () => till.store.memberCount() === 2);
  return till;
}

async function sellAndDeliver(till: TestTill): Promise<void> {
  till.sell({ member: 'anna', netMinor: 10_000, earned: 3 });
  till.client.poke();
  await until('the outbox is empty', () => till.store.backlog().count === 0);
}

describe('a hub restored from an older backup', () => {
  it('gets again what a till delivered since, though it has nothing new, and no fork comes of it', async () => {
    const shop = await openShop();
    const till = await synced(shop);
    await sellAndDeliver(till);
    const folder = temporaryFolder();
    await backupChain(shop.dataDir, join(folder, 'backup'));
    await sellAndDeliver(till);
    await shop.manage('POST', '/v1/manage/programs', { program: { ...program, id: 'later' } });
    await until('the pack is there', () => till.store.packs.byNumber(2) !== null);
    await shop.stopHub();
    await restoreChain(join(folder, 'backup'), join(folder, 'hub'));
    await shop.startHub({ dataDir: join(folder, 'hub') });
    const balance = async () => (await shop.member('anna')).wallets.main?.balance;
    expect(await balance()).toBe(503);
    await until('the hub has the lost sale again', async () => (await balance()) === 506);
    await until(
      'the till took the program of the restored hub',
      () => till.store.packs.byNumber(1002) !== null,
    );
    expect(till.store.packs.activeAt(Date.now())?.program.id).toBe('demo');
    expect(till.store.member('anna')?.record.purchases).toBe(2);
    await sellAndDeliver(till);
    expect(await balance()).toBe(509);
    expect(till.client.status()).toMatchObject({ connected: true, problem: null });
  });

  it('enrols above every epoch that the backup does not know', async () => {
    const shop = await openShop();
    const folder = temporaryFolder();
    await openTill(shop, 't1');
    await backupChain(shop.dataDir, join(folder, 'backup'));
    expect((await openTill(shop, 't1')).identity.epoch).toBe(2);
    await shop.stopHub();
    await restoreChain(join(folder, 'backup'), join(folder, 'hub'));
    await shop.startHub({ dataDir: join(folder, 'hub') });
    expect((await openTill(shop, 't1')).identity.epoch).toBe(1001);
  });
});

describe('a backup', () => {
  it('is whole, readable by its owner only, and made while the hub runs', async () => {
    const shop = await openShop();
    const backup = join(temporaryFolder(), 'backup');
    const made = await backupChain(shop.dataDir, backup);
    expect(made).toMatchObject({ ok: true, value: { chain: 'bakery' } });
    for (const file of ['hub.sqlite', 'secrets/hub-1.pem', 'secrets/phone.key'])
      expect(statSync(join(backup, file)).mode & 0o777).toBe(0o600);
    expect(await backupChain(shop.dataDir, backup)).toMatchObject({ ok: false });
    expect(await backupChain(temporaryFolder(), join(backup, 'other'))).toMatchObject({ ok: false });
  });

  it('with one changed byte, or of something else, is refused and leaves nothing', async () => {
    const shop = await openShop();
    const folder = temporaryFolder();
    const backup = join(folder, 'backup');
    await backupChain(shop.dataDir, backup);
    const bytes = readFileSync(join(backup, 'hub.sqlite'));
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    writeFileSync(join(backup, 'hub.sqlite'), bytes);
    const damaged = await restoreChain(backup, join(folder, 'hub'));
    expect(damaged).toEqual({
      ok: false,
      error: 'hub.sqlite of the backup is damaged. Take another backup.',
    });
    expect(await restoreChain(temporaryFolder(), join(folder, 'hub'))).toMatchObject({ ok: false });
    mkdirSync(join(folder, 'hub'));
    expect(await restoreChain(backup, shop.dataDir)).toMatchObject({ ok: false });
    expect(await restoreChain(backup, join(folder, 'hub'))).toMatchObject({ ok: false });
  });
});
