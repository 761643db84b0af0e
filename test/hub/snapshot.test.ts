import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/sqlite/open-database.ts';
import { enrol } from '../../src/sync/enrol.ts';
import { makeTillKeys } from '../../src/sync/keys.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { kopilka } from './support/kopilka.ts';
import { movableClock, openShop, type Shop } from './support/shop.ts';
import { openTill, type TestTill, until } from './support/till.ts';

/** Some thousand members with names long enough that their file has several pieces. */
async function fillShop(shop: Shop, members: number): Promise<void> {
  for (let from = 0; from < members; from += 2000) {
    const rows = Array.from({ length: Math.min(2000, members - from) }, (_, index) => ({
      ...{ id: `m${String(from + index).padStart(5, '0')}`, cards: [`77${from + index}`] },
      ...{ firstName: 'Имя'.repeat(30), points: { main: (from + index) % 97 } },
    }));
    const { body } = await shop.manage('POST', '/v1/manage/members', { rows });
    expect(body).toMatchObject({ accepted: rows.length, refused: [] });
  }
}
const build = async (shop: Shop) => (await shop.manage('POST', '/v1/manage/snapshot')).body;

/** What the till asked its hub for. */
function countCalls(till: TestTill): { chunks: number; pulls: number[]; damage: boolean } {
  const calls = { chunks: 0, pulls: [] as number[], damage: false };
  const { transport } = till;
  const { snapshot, pull } = transport;
  if (snapshot === undefined) throw new Error('the transport has no snapshots');
  const { chunk } = snapshot;
  snapshot.chunk = async (id, index, signal) => {
    calls.chunks += 1;
    const answer = await chunk(id, index, signal);
    if (!calls.damage || !answer.ok) return answer;
    calls.damage = false;
    const bytes = Uint8Array.from(answer.value);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    return { ok: true, value: bytes };
  };
  transport.pull = (query, signal) => {
    if (query.stream === 'members') calls.pulls.push(query.cursor);
    return pull(query, signal);
  };
  return calls;
}
const allHere = (till: TestTill): Promise<void> =>
  until('all members are here', () => till.store.sync.completeAtMs('members') !== null, 60_000);

const tillTables = (path: string): object => {
  const database = openDatabase(path, { mode: 'read-only' });
  try {
    return {
      members: database
        .all<{ id: string; record: string }>('SELECT id, record FROM members ORDER BY id')
        .map(({ id, record }) => ({ id, record: JSON.parse(record) as unknown })),
      identifiers: database.all('SELECT * FROM identifiers ORDER BY kind, value, member_id'),
      lots: database.all('SELECT * FROM lots ORDER BY member_id, id'),
    };
  } finally {
    database.close();
  }
};

describe('a file with all members', () => {
  it('gives a new till what pulling gives, goes on behind it, and is gone afterwards', async () => {
    const shop = await openShop();
    await fillShop(shop, 4000);
    const pulled = await openTill(shop, 't1', { storePath: join(temporaryFolder(), 'pulled.sqlite') });
    const pulls = countCalls(pulled);
    pulled.client.start();
    await allHere(pulled);
    expect(pulls.pulls.length).toBeGreaterThan(8);
    expect(pulls.chunks).toBe(0);

    const printed = await kopilka('hub', 'snapshot', '--hub', shop.url(), '--token', shop.token);
    expect(printed).toMatchObject({ code: 0 });
    expect(printed.out).toMatch(/^4002 members, \d+\.\d MB: ready for new tills\.\n$/);
    const made = (await build(shop)) as { members: number; bytes: number; cursor: number };
    expect(made.members).toBe(4002);
    // Told after the file was made: it comes by the stream.
    await shop.manage('POST', '/v1/manage/members', {
      rows: [{ id: 'late', cards: ['880'], points: { main: 5 } }],
    });
    const folder = temporaryFolder();
    const till = await openTill(shop, 't2', { storePath: join(folder, 'new.sqlite') });
    const calls = countCalls(till);
    till.client.start();
    await allHere(till);
    await until('the first till has the late one', () => pulled.store.memberCount() === 4003);
    expect(calls.chunks).toBe(Math.ceil(made.bytes / 2 ** 20));
    expect(calls.chunks).toBeGreaterThan(1);
    expect(calls.pulls[0]).toBe(made.cursor);
    expect(till.store.memberCount()).toBe(4003);
    expect(tillTables(join(folder, 'new.sqlite'))).toEqual(tillTables(join(pulled.storePath)));
    expect(readdirSync(folder).filter((name) => name.includes('members'))).toEqual([]);
  });

  it('leaves what the till sold meanwhile on top', async () => {
    const shop = await openShop();
    await fillShop(shop, 50);
    await build(shop);
    const till = await openTill(shop, 't1');
    till.sell({ member: 'anna', netMinor: 10_000, earned: 30 });
    const calls = countCalls(till);
    // The hub takes nothing yet: the sale is the till's alone when the file comes.
    till.transport.push = async () => ({
      ok: false,
      error: { code: 'chain-forked', detail: 'not now', retryAfterMs: null },
    });
    till.client.start();
    await until('the file is in use', () => till.store.member('anna') !== null);
    const anna = till.store.member('anna')?.record;
    expect(anna?.lots.reduce((sum, lot) => sum + lot.remaining, 0)).toBe(530);
    expect(anna?.purchases).toBe(1);
    expect(calls.chunks).toBe(1);
  });

  it('replaces what the till knew already, with the cards it knew them by', async () => {
    const shop = await openShop();
    await fillShop(shop, 200);
    await build(shop);
    const storePath = join(temporaryFolder(), 'known.sqlite');
    const till = await openTill(shop, 't1', { storePath });
    till.client.start();
    await allHere(till);
    await till.client.stop();
    await build(shop);
    const other = await openTill(shop, 't2', { storePath: join(temporaryFolder(), 'other.sqlite') });
    other.client.start();
    await allHere(other);
    // As a till that was rebuilt: it has members, and no place in the stream.
    const file = openDatabase(storePath);
    file.transaction((writer) => {
      writer.run('DELETE FROM cursors');
      // A card that the hub has taken away since.
      writer.run("UPDATE members SET record = json_set(record, '$.cards[#]', '990') WHERE id = 'm00007'");
      writer.run("INSERT INTO identifiers VALUES ('card', '990', 'm00007')");
    });
    file.close();
    const calls = countCalls(till);
    expect(till.store.findMembers('card', '990')).toEqual(['m00007']);
    till.client.start();
    await until('all are here again', () => till.store.sync.cursor('members') > 0, 60_000);
    expect(calls.chunks).toBe(1);
    expect(till.store.findMembers('card', '990')).toEqual([]);
    expect(till.store.findMembers('card', '777')).toEqual(['m00007']);
    expect(tillTables(storePath)).toEqual(tillTables(other.storePath));
  });

  it('is fetched again where a piece was changed on its way', async () => {
    const shop = await openShop();
    await fillShop(shop, 50);
    await build(shop);
    const till = await openTill(shop, 't1');
    const calls = countCalls(till);
    calls.damage = true;
    till.client.start();
    await allHere(till);
    expect(calls.chunks).toBe(2);
    expect(till.store.memberCount()).toBe(52);
  });

  it('is refused when another hub signed it, and members are pulled', async () => {
    const shop = await openShop();
    await build(shop);
    const till = await openTill(shop, 't1');
    const calls = countCalls(till);
    const { snapshot } = till.transport;
    if (snapshot === undefined) throw new Error('the transport has no snapshots');
    const { offer } = snapshot;
    snapshot.offer = async (signal) => {
      const answer = await offer(signal);
      if (!answer.ok) return answer;
      const manifest = answer.value.manifest.replace('"members":2', '"members":3');
      expect(manifest).not.toBe(answer.value.manifest);
      return { ok: true, value: { ...answer.value, manifest } };
    };
    till.client.start();
    await allHere(till);
    expect(calls).toMatchObject({ chunks: 0 });
    expect(calls.pulls[0]).toBe(0);
  });

  it('is not for a till whose journal it holds', async () => {
    const shop = await openShop();
    const till = await openTill(shop, 't1');
    till.sell({ member: 'anna', netMinor: 10_000, earned: 30 });
    till.client.start();
    await until('the sale is at the hub', () => till.store.backlog().count === 0);
    await till.client.stop();
    await build(shop);
    const signal = new AbortController().signal;
    expect(await till.transport.snapshot?.offer(signal)).toMatchObject({ error: { code: 'not-found' } });
    const other = await openTill(shop, 't2');
    expect(await other.transport.snapshot?.offer(signal)).toMatchObject({ ok: true });
  });

  it('does not outlive a person who is erased', async () => {
    const shop = await openShop();
    await build(shop);
    const till = await openTill(shop, 't1');
    const signal = new AbortController().signal;
    const offer = await till.transport.snapshot?.offer(signal);
    if (offer?.ok !== true) throw new Error('no file was offered');
    const folder = join(shop.dataDir, 'snapshots');
    const traces = (): string[] =>
      (existsSync(folder) ? readdirSync(folder) : []).filter((name) =>
        readFileSync(join(folder, name)).includes('2000000000017'),
      );
    expect(traces()).toEqual(['members.sqlite']);
    await shop.manage('DELETE', '/v1/manage/members/anna');
    expect(traces()).toEqual([]);
    const chunk = await till.transport.snapshot?.chunk(offer.value.id, 0, signal);
    expect(chunk).toMatchObject({ error: { code: 'not-found' } });
    // A till that had begun with it pulls.
    till.client.start();
    await allHere(till);
    expect(till.store.member('anna')).toBeNull();
    expect(till.store.memberCount()).toBe(1);
  });

  it('is whole at the till however often it is killed', async () => {
    const shop = await openShop();
    await fillShop(shop, 8000);
    await build(shop);
    const folder = temporaryFolder();
    const [path, about] = [join(folder, 'till.sqlite'), join(folder, 'about.json')];
    const keys = makeTillKeys();
    const parts = { machine: 'test', version: '0', clock: movableClock() };
    const enrolled = await enrol(shop.url(), await shop.enrolCode('t9'), keys.publicKey, parts);
    if (!enrolled.ok) throw new Error(enrolled.error.detail);
    writeFileSync(about, JSON.stringify({ identity: enrolled.value, keys, hubUrl: shop.url() }));
    const start = async (): Promise<ChildProcess> => {
      const script = join(import.meta.dirname, 'support/snapshot-child.ts');
      const child = spawn(process.execPath, [script, path, about], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      return child;
    };
    let kills = 0;
    for (let afterMs = 5; ; afterMs += 60) {
      const child = await start();
      const ended = once(child, 'exit');
      await Promise.race([ended, pause(afterMs)]);
      if (child.exitCode !== null) break;
      child.kill('SIGKILL');
      kills += 1;
      await ended;
    }
    expect(kills).toBeGreaterThan(1);
    const pulled = await openTill(shop, 't2', { storePath: join(folder, 'other.sqlite') });
    const { snapshot } = pulled.transport;
    if (snapshot === undefined) throw new Error('the transport has no snapshots');
    snapshot.offer = async () => ({
      ok: false,
      error: { code: 'not-found', detail: 'this one pulls', retryAfterMs: null },
    });
    pulled.client.start();
    await allHere(pulled);
    expect(tillTables(path)).toEqual(tillTables(join(folder, 'other.sqlite')));
    expect(existsSync(`${path}-members`)).toBe(false);
  });
});
