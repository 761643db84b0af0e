import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPack } from '../../src/agent/pack-check.ts';
import { createPosClient, type PosClient } from '../../src/client/pos-client.ts';
import type { ConfirmRequest } from '../../src/contracts/pos-api.ts';
import { systemClock } from '../../src/drivers/system-clock.ts';
import { openTillStore, type TillStore } from '../../src/store/till-store.ts';
import { eventually, type Running, runCli, startCli } from '../support/processes.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { openSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { testProgram } from '../support/till-fixtures.ts';
import { accepted, cart, checkoutOver, codeOf } from '../support/till-sale.ts';

/** A till goes on by itself within this time after its disk takes writes again. */
const recoveryMs = 5_000;
const fiscalTime = '2026-12-05T12:31:00+03:00';

const folder = mkdtempSync(join(tmpdir(), 'kopilka-disk-'));
const disk = await openSmallDisk(join(folder, 't1'), 160);
if (disk === null) console.log('not run: a disk that fills up needs Linux with user namespaces');

describe.skipIf(disk === null)('a disk that fails', () => {
  const small = disk as SmallDisk;
  const dataDir = join(folder, 't1');
  /** What the till answered for each purchase. */
  const answered = new Map<string, { request: ConfirmRequest; answer: unknown }>();
  let shop: Shop;
  let till: Running;
  let client: PosClient;

  const start = async (...more: string[]): Promise<void> => {
    const words = ['till', '--data', dataDir, '--hub', shop.hubUrl, '--port', '0', '--headless', ...more];
    till = await startCli(words, {}, small.through);
    const token = readFileSync(small.reach(String(till.ready.tokenFile)), 'utf8').trim();
    client = createPosClient({ url: String(till.ready.posApi), token, timeoutMs: 5000 });
  };
  /** Confirms once; true when the till answered that it is booked. */
  const confirm = async (purchaseId: string, request: ConfirmRequest): Promise<boolean> => {
    const done = await client.confirm(purchaseId, request);
    if (done.ok) answered.set(purchaseId, { request, answer: done.value });
    else expect(done.error).toMatchObject({ code: 'unavailable', status: 503 });
    return done.ok;
  };
  const requestOf = (purchaseId: string): ConfirmRequest => ({
    operationId: randomUUID(),
    fiscal: { number: purchaseId, time: fiscalTime },
    tenders: [],
    receipt: cart({ member: 'anna' }),
  });
  const bookedAtHub = async (): Promise<number> => {
    const { tills } = (await shop.manage('/v1/manage/tills')) as { tills: { headSequence: number }[] };
    return tills[0]?.headSequence ?? 0;
  };

  beforeAll(async () => {
    const membersCsv = 'id,cards,firstName,points:main\nanna,2000000000017,Анна,100\n';
    shop = await openShop({ folder, program: testProgram, membersCsv });
    const access = ['--hub', shop.hubUrl, '--token', shop.token];
    const made = await runCli(['hub', 'enrol-code', '--store', 's1', '--till', 't1', ...access, '--json']);
    writeFileSync(small.reach(join(dataDir, 'config.json')), JSON.stringify({ printing: 'register' }));
    await start('--enrol', JSON.parse(made.out).code);
    await eventually('the till has program and members', async () =>
      codeOf(await client.quote('first', cart({ member: 'anna' }))) === 'done' ? true : null,
    );
  });
  afterAll(async () => {
    await till.end();
    await shop.close();
    small.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('that is full loses no answered sale and answers none it cannot keep; the till goes on by itself', async () => {
    let number = 0;
    const next = (): string => {
      number += 1;
      return `p${number}`;
    };
    const waitsMs: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const before = next();
      expect(await confirm(before, requestOf(before))).toBe(true);
      small.fill();
      // The log may have room of its own for some sales more.
      let purchaseId = next();
      let request = requestOf(purchaseId);
      while (await confirm(purchaseId, request)) {
        purchaseId = next();
        request = requestOf(purchaseId);
      }
      accepted(await client.quote(`q${number}`, cart({ member: 'anna' })));
      expect(await confirm(purchaseId, request)).toBe(false);
      // What the till answered is there after the plug was pulled on a full disk.
      if (round === 2) {
        await till.end('SIGKILL');
        await start();
      }
      small.empty();
      const fromMs = performance.now();
      await eventually('the till books again', async () => (await confirm(purchaseId, request)) || null);
      waitsMs.push(performance.now() - fromMs);
    }
    console.log(
      `disk full: ${number} sales, ${waitsMs.map(Math.round).join(', ')} ms until the till books again`,
    );
    expect(Math.max(...waitsMs)).toBeLessThanOrEqual(recoveryMs);
    await till.end('SIGKILL');
    await start();
    for (const [purchaseId, { request, answer }] of answered) {
      expect(accepted(await client.confirm(purchaseId, request))).toEqual(answer);
    }
    expect(answered.size).toBe(number);
    await eventually('the hub has every sale once', async () => (await bookedAtHub()) === number || null);
  });

  /** Books a sale and leaves the file as a kill in the millisecond behind the answer does: kept, in no table yet. */
  function bookAndDie(purchaseId: string, request: ConfirmRequest, parts: readonly string[]): unknown {
    const lies = small.reach(join(dataDir, 'till.sqlite'));
    const path = join(folder, 'elsewhere.sqlite');
    copyFileSync(lies, path);
    const store: TillStore = openTillStore(path, {
      clock: systemClock,
      bootId: 'killed',
      verifyPack: (pack) => checkPack(pack, store.identity.get()),
    });
    const answer = accepted(checkoutOver(store, systemClock).confirm(purchaseId, request));
    for (const part of parts) copyFileSync(path + part, lies + part);
    store.close();
    return answer;
  }

  it.each([
    ['a-kill', ['', '-wal', '-shm']],
    // What processes share of the file has no room any more: nobody else can read it until there is.
    ['a-power-cut', ['', '-wal']],
  ])(
    'that is full at the start after %s keeps a sale that has found no place, and takes it up later',
    async (after, parts) => {
      const booked = await bookedAtHub();
      await till.end();
      const [late, later] = [`late-after-${after}`, `later-after-${after}`];
      const request = requestOf(late);
      const answer = bookAndDie(late, request, parts);
      const next = requestOf(later);
      small.fill();
      await start();
      accepted(await client.quote(`q-${late}`, cart({ member: 'anna' })));
      expect(accepted(await client.status()).mode).toBe('read-only');
      // The register did not hear the answer: what it says again is not booked a second time, nor refused for good.
      expect(await confirm(late, request)).toBe(false);
      expect(await confirm(later, next)).toBe(false);
      small.empty();
      const fromMs = performance.now();
      await eventually('the till books again', async () => (await client.confirm(later, next)).ok || null);
      const waitMs = performance.now() - fromMs;
      console.log(`disk full at the start: ${Math.round(waitMs)} ms until the till books again`);
      expect(waitMs).toBeLessThanOrEqual(recoveryMs);
      const again = await eventually('the till answers', async () => {
        const told = await client.confirm(late, request);
        return told.ok ? told.value : null;
      });
      expect(again).toEqual(answer);
      await eventually(
        'the hub has both sales once',
        async () => (await bookedAtHub()) === booked + 2 || null,
      );
      await eventually('another process reads the file', async () => {
        const doctor = await startCli(['doctor', '--data', dataDir], {}, small.through);
        return JSON.stringify(doctor.ready).startsWith('{"ok":true') || null;
      });
    },
  );

  it('that is read-only at start is told in a sentence, and the till starts when it is mended', async () => {
    await till.end();
    small.mayWrite(false);
    await expect(start()).rejects.toThrow(/read-only|только для чтения/);
    small.mayWrite(true);
    await start();
    expect(codeOf(await client.quote('after', cart()))).toBe('done');
    expect(await confirm('after', requestOf('after'))).toBe(true);
  });
});
