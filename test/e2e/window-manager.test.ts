import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoProgram } from '../../src/cli/demo/program.ts';
import type { ProgramInput } from '../../src/contracts/program.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Running, startCli } from '../support/processes.ts';
import { openWindow, type WindowPage } from '../support/window-page.ts';

// What a manager allows at the till with a PIN, and a customer with two wallets, against a real hub and till.
const pin = '845210';
const ANNA = 'bench-card-m-0001';
const COFFEE = 'bench-goods-4600999000294';

const program: ProgramInput = {
  ...demoProgram,
  wallets: [
    ...(demoProgram.wallets ?? []),
    {
      id: 'kind',
      name: { ru: 'добрые баллы', en: 'kind points' },
      scale: 0,
      value: 100,
      rounding: 'floor',
      expireAfterDays: null,
      redeem: { maxShare: 10, minReceipt: 0, step: 1, minPayable: 100, of: {} },
    },
  ],
};

let folder: string;
let demo: Running;
let browser: Browser;
let opened: WindowPage;
let managerToken: string;

async function manage(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(new URL(`/v1/manage/${path}`, String(demo.ready.hub)), {
    method,
    headers: { authorization: `Bearer ${managerToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-manager-'));
  const ports = ['--hub-port', '0', '--port', '0', '--ui-port', '0'];
  [demo, browser] = await Promise.all([
    startCli(['start', '--no-open', '--language', 'ru', '--data', folder, ...ports]),
    launchBrowser(),
  ]);
  ({ managerToken } = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')));
  await manage('POST', 'programs', { program });
  await manage('PATCH', 'settings', { fraud: { bigReturnMinor: 1000 } });
  await manage('POST', 'staff', { id: 'olga', name: 'Ольга', role: 'manager', pin });
  opened = await openWindow(browser, String(demo.ready.window), { width: 1366, height: 860 });
  await opened.page.getByTestId('mode').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await demo?.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Types digits as a person does: slower than a scanner that types. */
async function typePin(digits: string): Promise<void> {
  const field = opened.page.getByRole('dialog').locator('input[type=password]');
  await field.pressSequentially(digits, { delay: 120 });
  await opened.page.keyboard.press('Enter');
}

const spoken = (testId: string): Promise<string> => opened.text(testId);

/** The dialog in both schemes. */
async function pictures(name: string): Promise<void> {
  await opened.picture(name);
  await opened.page.emulateMedia({ colorScheme: 'dark' });
  await opened.picture(`${name}-dark`);
  await opened.page.emulateMedia({ colorScheme: 'light' });
}

describe('the cashier window', () => {
  it('has the scan field, the customer and the way to pay before the goods on the Tab key', async () => {
    const { page } = opened;
    await page.locator('main button').nth(20).waitFor();
    const focused = page.locator(':focus');
    await page.locator('#scan-field').focus();
    const next = async (key: string): Promise<string> => {
      await page.keyboard.press(key);
      return (await focused.innerText()).trim();
    };
    expect(await next('Tab')).toContain('Товары');
    expect(await next('Tab')).toContain('Покупатель без карты');
    const tile = await next('Tab');
    expect(tile).toContain('₽');
    // The tiles are one stop: the arrows go about among them, Tab goes past.
    expect(await next('Tab')).not.toContain('₽');
    expect(await next('Shift+Tab')).toBe(tile);
    const below = await next('ArrowDown');
    expect(below).toContain('₽');
    expect(below).not.toBe(tile);
    expect(await next('ArrowUp')).toBe(tile);
    await page.reload();
    await page.getByTestId('mode').waitFor();
  });

  it('gives points by hand with a reason and a manager’s PIN, once', async () => {
    const { page } = opened;
    await page.getByTestId(ANNA).click();
    await page.getByTestId('member').waitFor();
    await page.getByTestId('member-details-open').click();
    await page.getByTestId('credit-open').click();
    await page.getByTestId('credit-wallet-kind').click();
    await page.getByRole('textbox', { name: 'Сколько баллов' }).pressSequentially('300', { delay: 120 });
    await page.getByTestId('credit-reason-apology').click();
    await pictures('credit-form');
    await page.getByRole('button', { name: 'Дальше' }).click();
    await typePin('000000');
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await pictures('credit-pin');
    await typePin(pin);
    await page.getByTestId('credit-done').waitFor();
    expect(await spoken('credit-done')).toContain('Начислено: 300 (добрые баллы)');
    expect(await spoken('credit-done')).toContain('Теперь на счету: 300');
    await pictures('credit-done');
    await page.keyboard.press('Enter');
    expect(await spoken('member')).toContain('300');
  });

  it('takes points from the wallet that the customer chooses', async () => {
    const { page } = opened;
    await page.getByTestId(COFFEE).click();
    await page.getByTestId('pay').and(page.locator(':enabled')).waitFor();
    await page.getByTestId('points').waitFor();
    const before = await spoken('points');
    await page.getByTestId('wallet-kind').click();
    await expect.poll(() => spoken('points')).not.toBe(before);
    await page.keyboard.press('F4');
    await page.getByRole('dialog').waitFor();
    await pictures('points-wallet');
    await page.getByRole('dialog').getByTestId('wallet-main').click();
    await page.getByRole('dialog').getByTestId('wallet-kind').click();
    await page.getByRole('dialog').locator('input').pressSequentially('7', { delay: 120 });
    await page.keyboard.press('Enter');
    await expect.poll(() => spoken('points')).toContain('Списываем 7');
    await page.keyboard.press('F8');
    await page.getByTestId('due').waitFor();
    await page.keyboard.type('9000');
    await page.keyboard.press('F8');
    await page.getByTestId('done').waitFor();
    expect(await page.getByTestId('done').getByTestId('paper').innerText()).toContain('293');
  });

  it('asks for a PIN before it takes a return of much value', async () => {
    const { page } = opened;
    const paper = await page.getByTestId('done').getByTestId('paper').innerText();
    const number = /S\w*-T\w*-\d+|[\w-]+-\d{6}/i.exec(paper)?.[0] ?? '';
    await page.keyboard.press('Enter');
    await page.keyboard.press('F10');
    const dialog = page.getByTestId('return');
    await dialog.locator('input').fill(number);
    await page.keyboard.press('Enter');
    await dialog.getByTestId('return-line').first().getByRole('button').nth(1).click();
    const take = dialog.getByRole('button', { name: /^Вернуть/ });
    await take.waitFor();
    expect(await dialog.innerText()).toContain('разрешает управляющий');
    await take.click();
    await page.getByTestId('return-pin').waitFor();
    await typePin('111111');
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await pictures('return-pin');
    await typePin(pin);
    await page.getByTestId('return-done').waitFor();
    await pictures('return-done');
    const told = async (): Promise<string[]> => {
      const { lines } = (await manage('GET', 'audit')) as { lines: { rule: string; outcome: string }[] };
      return lines.map(({ rule, outcome }) => `${rule} ${outcome}`).toSorted();
    };
    await expect
      .poll(told, { timeout: 20_000 })
      .toEqual([
        'big-return approved',
        'big-return wrong-pin',
        'manual-credit approved',
        'manual-credit booked',
        'manual-credit wrong-pin',
      ]);
    expect(opened.faults).toEqual([]);
  });
});
