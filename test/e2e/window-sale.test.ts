import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type Running, startCli } from '../support/processes.ts';
import { openWindow, type WindowPage } from '../support/window-page.ts';

// The whole demo as a newcomer gets it: hub, till, simulated scanner and printer, in a real browser.
const shared: { folder: string; demo: Running | null; browser: Browser | null; opened: WindowPage[] } = {
  folder: '',
  demo: null,
  browser: null,
  opened: [],
};

beforeAll(async () => {
  shared.folder = mkdtempSync(join(tmpdir(), 'kopilka-window-'));
  const ports = ['--hub-port', '0', '--port', '0', '--ui-port', '0'];
  [shared.demo, shared.browser] = await Promise.all([
    startCli(['start', '--no-open', '--language', 'ru', '--data', shared.folder, ...ports]),
    launchBrowser(),
  ]);
});

afterEach(async () => {
  for (const { page, faults } of shared.opened.splice(0)) {
    await page.context().close();
    expect(faults).toEqual([]);
  }
});

afterAll(async () => {
  await shared.browser?.close();
  await shared.demo?.end();
  rmSync(shared.folder, { recursive: true, force: true });
});

async function open(options = {}): Promise<WindowPage> {
  const { browser, demo } = shared;
  if (browser === null || demo === null) throw new Error('the demo is not up');
  const opened = await openWindow(browser, String(demo.ready.window), options);
  shared.opened.push(opened);
  await opened.page.getByTestId('mode').waitFor();
  return opened;
}

/** Taps an item of the bench: its bytes go down the scanner's line. */
const scan = (opened: WindowPage, item: string): Promise<void> =>
  opened.page.getByTestId(`bench-${item}`).click();
const number = (text: string): number => Number(text.replaceAll(/[^\d]/g, ''));
const balanceOf = async (opened: WindowPage): Promise<number> => number(await opened.text('balance'));

const ANNA = 'card-m-0001';
const MILK = 'goods-4600999000010';
const COFFEE = 'goods-4600999000294';
const WINE = 'goods-4600999000454';

/** Milliseconds between keys: faster ones are taken for a scanner that types. */
const AS_A_PERSON = { delay: 90 };

describe('the cashier window on the demo', () => {
  it('plays a sale from the scanned card to the printed slip', async () => {
    const opened = await open();
    const { page, text } = opened;
    await scan(opened, ANNA);
    await page.getByTestId('member').waitFor();
    const before = await balanceOf(opened);
    expect(before).toBeGreaterThan(0);
    for (const item of [MILK, MILK, COFFEE, WINE]) {
      const calm = page.getByTestId('pay').and(page.locator(':enabled'));
      await scan(opened, item);
      await calm.waitFor();
    }
    await expect.poll(() => page.getByTestId('cart-row').count()).toBe(3);
    await expect.poll(async () => (await text('cart')).includes('Молоко')).toBe(true);
    expect(await text('discount')).toMatch(/^-[\d ]+,\d\d ₽$/);
    expect(await text('hints')).toMatch(/Ещё [\d ,]+ ₽ до/);
    await opened.picture('cart');

    const netBefore = number(await text('net'));
    await page.keyboard.press('F4');
    await page.keyboard.type('100');
    await page.keyboard.press('Enter');
    await expect.poll(async () => number(await text('net'))).toBe(netBefore - 100_00);

    await page.keyboard.press('F8');
    await page.getByTestId('paper').first().waitFor();
    const due = number(await text('due'));
    await page.keyboard.type('5000');
    expect(number(await text('change'))).toBe(5000_00 - due);
    await opened.picture('payment');
    await page.keyboard.press('F8');
    await page.getByTestId('done').waitFor();
    expect(number(await text('done-change'))).toBe(5000_00 - due);
    const earned = number((await text('done-earned')).split('\n')[0] ?? '');
    expect(earned).toBeGreaterThan(0);

    const slip = page.getByTestId('printer-tray').getByTestId('paper').first();
    await slip.waitFor();
    expect(number((await slip.innerText()).match(/ИТОГО\s+([\d\s]+,\d\d)/)?.[1] ?? '')).toBe(due);
    const stored = await page.getByTestId('done').getByTestId('paper').innerText();
    expect(stored).toBe(await slip.innerText());
    await expect.poll(() => text('slip-fate')).toBe('Чек напечатан');
    await opened.picture('paid');

    await page.keyboard.press('Enter');
    await scan(opened, ANNA);
    await expect.poll(() => balanceOf(opened)).toBe(before - 100 + earned);
  });

  it('finds the receipt again after a reload, and one that was put aside in the list', async () => {
    const opened = await open({ width: 1024, height: 768 });
    const { page, text } = opened;
    const pay = page.getByTestId('pay').and(page.locator(':enabled'));
    await page.keyboard.press('F7');
    await scan(opened, 'card-m-0003');
    await scan(opened, COFFEE);
    await scan(opened, COFFEE);
    await expect.poll(() => text('cart')).toContain('2');
    // The second cup has its quote.
    await expect.poll(() => text('net')).toContain('919,80');
    await pay.waitFor();
    await page.keyboard.press('F7');
    const net = await text('net');
    const name = (await text('member')).split('\n')[0] ?? '';
    await page.reload();
    await expect.poll(() => page.getByTestId('notice').getAttribute('data-kind')).toBe('restored');
    await pay.waitFor();
    expect(await text('net')).toBe(net);
    expect(await text('member')).toContain(name);

    await page.getByTestId('park').click();
    await expect.poll(() => page.getByTestId('cart-row').count()).toBe(0);
    await page.getByTestId('open-receipts').click();
    await page.getByTestId('resume').click();
    await pay.waitFor();
    expect(await text('net')).toBe(net);
    await page.getByRole('button', { name: 'Отменить чек' }).click();
    await page.getByRole('button', { name: 'Нажмите ещё раз' }).click();
    await expect.poll(() => page.getByTestId('open-receipts').count()).toBe(0);
  });

  it('knows after a crash in the middle of paying that the receipt was paid', async () => {
    const opened = await open();
    const { page, text } = opened;
    await scan(opened, COFFEE);
    await page.getByTestId('pay').and(page.locator(':enabled')).click();
    // The window dies with the request on its way: what it kept is what a new page finds.
    await page.evaluate(`(() => {
      const save = Storage.prototype.removeItem;
      Storage.prototype.removeItem = function (key) { if (key !== 'kopilka.sale') save.call(this, key); };
    })()`);
    await page.getByTestId('confirm').and(page.locator(':enabled')).click();
    await page.getByTestId('done').waitFor();
    const slip = await page.getByTestId('done').getByTestId('paper').innerText();
    expect(await page.evaluate<string>(`sessionStorage.getItem('kopilka.sale')`)).toContain('operationId');
    await page.reload();
    await page.getByTestId('done').waitFor();
    expect(await page.getByTestId('done').getByTestId('paper').innerText()).toBe(slip);
    expect(await text('slip-fate')).toContain('Чек');
  });

  it('puts a stamp on the card, and takes a reward for points', async () => {
    const opened = await open();
    const { page, text } = opened;
    const offers = page.getByTestId('chosen-offer');
    await scan(opened, ANNA);
    await page.getByTestId('member').waitFor();
    const stamps = page.getByTestId('stamps-coffee-card').locator('[role=img]');
    const before = number(((await stamps.getAttribute('aria-label')) ?? '').split(' ')[0] ?? '');
    await scan(opened, COFFEE);
    await page.getByTestId('pay').and(page.locator(':enabled')).waitFor();
    await expect.poll(() => stamps.getAttribute('aria-label')).toBe(`${before + 1} из 5`);
    const net = number(await text('net'));
    await page.keyboard.press('F6');
    await page.getByTestId('reward-coffee-100').click();
    await page.keyboard.press('Escape');
    await expect.poll(async () => number(await text('net'))).toBe(net - 150_00);
    expect(await offers.count()).toBe(1);
    await page.getByTestId('pay').and(page.locator(':enabled')).click();
    await page.getByTestId('confirm').and(page.locator(':enabled')).click();
    await page.getByTestId('done').waitFor();
  });

  it('sells on with the cable pulled, and sends the receipt when it is plugged in again', async () => {
    const opened = await open();
    const { page } = opened;
    const mode = (): Promise<string | null> => page.getByTestId('mode').getAttribute('data-mode');
    await page.locator('label[for=network-cable]').click();
    await expect.poll(mode).toBe('offline');
    await scan(opened, 'app-m-0002');
    await page.getByTestId('provisional').waitFor();
    await scan(opened, COFFEE);
    await page.getByTestId('pay').and(page.locator(':enabled')).click();
    await page.getByTestId('confirm').and(page.locator(':enabled')).click();
    await page.getByTestId('done').waitFor();
    expect(await opened.text('backlog')).toContain('1 чек');
    await opened.picture('offline');
    await page.locator('label[for=network-cable]').click();
    await expect.poll(mode, { timeout: 20_000 }).toBe('online');
    await expect.poll(() => page.getByTestId('backlog').count(), { timeout: 20_000 }).toBe(0);
  });

  it('warns of a bank card without showing a digit of it', async () => {
    const opened = await open();
    await scan(opened, 'bank-card');
    await expect.poll(() => opened.page.getByTestId('notice').getAttribute('data-kind')).toBe('bank-card');
    expect(await opened.page.locator('main').innerText()).not.toMatch(/4000\s?0000|0000\s?0002/);
  });

  it('says what to do with a card nobody knows', async () => {
    const opened = await open();
    await scan(opened, 'unknown-card');
    expect(await opened.text('notice')).toContain('спросите телефон');
    await opened.page.keyboard.press('Escape');
    await expect.poll(() => opened.page.getByTestId('notice').count()).toBe(0);
  });

  it('finds a customer by a typed phone and goods by a typed word', async () => {
    const opened = await open({ width: 1024, height: 768 });
    const { page } = opened;
    await page.keyboard.type('молоко', AS_A_PERSON);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByTestId('cart-row').count()).toBe(1);
    await page.keyboard.type('4600999000010', AS_A_PERSON);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await opened.text('cart')).includes('Молоко')).toBe(true);
    await page.keyboard.type('89990000000', AS_A_PERSON);
    await page.keyboard.press('Enter');
    await page.getByTestId('notice').waitFor();
  });

  it('remembers language and colours over a reload', async () => {
    const opened = await open({ width: 1024, height: 768 });
    const { page } = opened;
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await page.reload();
    await page.getByTestId('mode').waitFor();
    expect(await opened.text('mode')).toBe('Online');
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });
});
