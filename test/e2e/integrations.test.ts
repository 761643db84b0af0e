import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { managedMemberSchema } from '../../src/contracts/manage.ts';
import type { ProgramInput } from '../../src/contracts/program.ts';
import { tillStatusSchema } from '../../src/contracts/till-status.ts';
import { moyskladKey, recorded, send, toastKey, withBody } from '../agent/integrations/vendor-calls.ts';
import { milkGuid, shakeGuid } from '../agent/integrations/vendor-till.ts';
import { eventually } from '../support/processes.ts';
import { openShop, type Shop, type TillProcess } from '../support/shop.ts';
import { testProgram } from '../support/till-fixtures.ts';

const membersCsv =
  'id,phone,cards,firstName,joinedAt,tier,points:main\nm1,+79000001001,2900000000018,Анна,2025-01-10,silver,500\n';
const goodsCsv = [
  'sku,barcodes,name,category,price,vat',
  `milk,${milkGuid},Молоко,dairy/milk,89.90,10`,
  `shake,${shakeGuid},Коктейль,dairy/shakes,6.00,10`,
].join('\n');
const config = {
  integrations: {
    moysklad: { port: 0, token: moyskladKey },
    toast: { port: 0, token: toastKey },
  },
};

let folder: string;
let shop: Shop;
let till: TillProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-vendors-'));
  const program: ProgramInput = testProgram;
  shop = await openShop({ folder, program, membersCsv, goodsCsv: `${goodsCsv}\n` });
  till = await shop.addTill('t1', config);
  await ready();
});

afterAll(async () => {
  await shop?.close();
  rmSync(folder, { recursive: true, force: true });
});

const ready = () =>
  eventually('the till knows its program, member and goods', async () => {
    const status = tillStatusSchema.parse((await till.call('GET', '/v1/status')).body);
    const quoted = await send(moysklad(), recorded('moysklad/recalc-earning'));
    const isPriced = quoted.body.positions?.[0].discountPercent === 20;
    return status.mode === 'online' && status.members === 1 && isPriced ? status : null;
  });
const moysklad = (): string => till.running.ready.moysklad ?? '';
/** As the platform does: it comes again with the same transaction when a busy machine did not answer in time. */
const askToast = (name: string) =>
  eventually(`an answer to ${name}`, async () => {
    const answer = await send(till.running.ready.toast ?? '', recorded(`toast/${name}`));
    return answer.status === 500 ? null : answer;
  });

/** Kills the agent, as a power cut would, and starts it again on other ports. */
async function killAndRestart(): Promise<void> {
  await till.restart();
  await ready();
}

const hubBalance = (expected: number) =>
  eventually(`the hub says ${expected}`, async () => {
    const member = managedMemberSchema.parse(await shop.manage('/v1/manage/members/m1'));
    return member.wallets.main?.balance === expected ? expected : null;
  });

describe('another system at a real till that is killed between its calls', () => {
  it('sells and takes back through MoySklad’s calls, each document once', async () => {
    // Found by card, then by the account's own id alone, in a process that never saw the card.
    const { retailStore, meta } = recorded('moysklad/detail').body;
    await killAndRestart();
    const bare = { ...recorded('moysklad/detail'), body: { retailStore, meta } };
    expect((await send(moysklad(), bare)).body).toEqual({ bonusProgram: { agentBonusBalance: 500 } });
    const sale = recorded('moysklad/sale');
    expect(await send(moysklad(), sale)).toEqual({ status: 201, body: null });
    await killAndRestart();
    expect(await send(moysklad(), sale)).toEqual({ status: 201, body: null });
    expect((await send(moysklad(), bare)).body).toEqual({ bonusProgram: { agentBonusBalance: 414 } });
    await hubBalance(414);
    for (let times = 0; times < 2; times += 1) {
      expect(await send(moysklad(), recorded('moysklad/return'))).toEqual({ status: 201, body: null });
    }
    await hubBalance(500);
  });

  it('redeems, accrues and reverses through Toast’s one endpoint, each GUID once', async () => {
    const first = await askToast('redeem');
    expect(first.body.checkResponse.appliedRedemptions).toHaveLength(2);
    await killAndRestart();
    expect(await askToast('redeem')).toEqual(first);
    const other = withBody(recorded('moysklad/detail'), {});
    expect((await send(moysklad(), other)).body.bonusProgram.agentBonusBalance).toBe(500);
    const accrued = await askToast('accrue');
    expect(accrued).toEqual({ status: 200, body: { transactionStatus: 'ACCEPT' } });
    await killAndRestart();
    expect(await askToast('accrue')).toEqual(accrued);
    await hubBalance(497);
    for (let times = 0; times < 2; times += 1) {
      expect((await askToast('reverse-accrue')).body.transactionStatus).toBe('ACCEPT');
    }
    await hubBalance(500);
  });
});
