import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoMembers } from '../../src/cli/demo/members.ts';
import { demoProgram } from '../../src/cli/demo/program.ts';
import { tillStatusSchema } from '../../src/contracts/till-status.ts';
import { paperText } from '../../src/drivers/virtual/paper.ts';
import { blocksOf, differenceFrom } from '../docs/doc-blocks.ts';
import { callsOf } from '../docs/doc-calls.ts';
import { type PrinterEmulator, startPrinterEmulator } from '../support/printer-emulator.ts';
import { eventually } from '../support/processes.ts';
import { openShop, type Shop, type TillProcess } from '../support/shop.ts';

const page = 'docs/integrators.md';
const columns = 'id,firstName,phone,cards,tier,spend,purchases,points:main,birthday,joinedAt';
const membersCsv = [
  columns,
  ...demoMembers('ru').map((member) =>
    [
      ...[member.id, member.firstName, member.phone, member.card, member.tier],
      ...[member.spendMinor / 100, member.purchases, member.points, member.birthday, member.joinedAt],
    ].join(','),
  ),
].join('\n');

let folder: string;
let shop: Shop;
let till: TillProcess;
let printer: PrinterEmulator;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-docs-'));
  shop = await openShop({ folder, program: demoProgram, membersCsv: `${membersCsv}\n` });
  printer = await startPrinterEmulator();
  const transport = { kind: 'tcp', host: '127.0.0.1', port: printer.port };
  const devices = { printer: { id: 'printer', transport }, drawer: { id: 'drawer' } };
  till = await shop.addTill('t1', { devices });
  await eventually('the till knows its program and its members', async () => {
    const status = tillStatusSchema.parse((await till.call('GET', '/v1/status')).body);
    return status.mode === 'online' && status.pack !== null && status.members === demoMembers('ru').length
      ? status
      : null;
  });
});

afterAll(async () => {
  await shop?.close();
  await printer?.close();
  rmSync(folder, { recursive: true, force: true });
});

function hasShell(): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v curl'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the page for integrators', () => {
  it('shows requests that a till answers as the page says, pasted in their order', async () => {
    const calls = callsOf(page);
    expect(calls.length).toBeGreaterThan(22);
    for (const part of ['/hold', '/returns/preview', '/returns'])
      expect(calls.some(({ path }) => path.endsWith(part))).toBe(true);
    const differences: string[] = [];
    for (const { line, method, path, body, answer } of calls) {
      const given = await till.call(method, path, body === null ? undefined : JSON.parse(body));
      const difference = differenceFrom(answer, given.body);
      if (difference !== null) differences.push(`${page}:${line} ${method} ${path}: ${difference}`);
    }
    expect(differences).toEqual([]);
    // Two sales, and the slip that was asked for once more.
    const papers = await Promise.all([0, 1, 2].map((number) => printer.waitForSlip(number, 20_000)));
    const texts = papers.map((paper) => paperText(paper).join('\n'));
    expect(texts.filter((text) => text.includes('S1-T1-000451'))).toHaveLength(2);
    expect(texts.filter((text) => text.includes('КОПИЯ'))).toHaveLength(1);
    // Two sales with cash, however often one was sent, and once without a sale.
    await expect.poll(() => printer.drawerPulses(), { timeout: 20_000 }).toBe(3);
  });

  it.runIf(hasShell())('shows a shell function that calls the till', async () => {
    const setup = blocksOf(page).find(({ text }) => text.startsWith('AGENT='));
    const define = setup?.text.split('\n').find((line) => line.startsWith('call()'));
    const call = callsOf(page).find(({ path }) => path === '/v1/identify');
    const script = `AGENT=${till.url()}\nTOKEN=${till.token()}\n${define}\ncall POST /v1/identify '${call?.body}'`;
    const done = await promisify(execFile)('sh', ['-c', script]);
    expect(
      differenceFrom({ result: 'member', member: { id: 'm-0001' } }, JSON.parse(done.stdout)),
    ).toBeNull();
  });
});
