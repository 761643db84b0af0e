import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoProgram } from '../../src/cli/demo/program.ts';
import type { ProgramInput } from '../../src/contracts/program.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Running, startCli } from '../support/processes.ts';
import { openWindow, type WindowPage } from '../support/window-page.ts';

const program: ProgramInput = {
  ...demoProgram,
  promotions: [
    ...(demoProgram.promotions ?? []),
    {
      id: 'next',
      name: { ru: 'Купон на следующую покупку', en: 'A coupon for the next purchase' },
      when: { audience: 'members', to: '2031-12-31T23:59' },
      then: [{ type: 'coupon', series: 'NEXT', validDays: 14 }],
    },
    {
      id: 'with-coupon',
      name: { ru: 'Скидка 10 % по купону', en: '10% off with the coupon' },
      stage: 'receipt',
      when: { coupon: { series: 'NEXT' } },
      then: [{ type: 'percentOff', percent: 10 }],
    },
  ],
};

let folder: string;
let demo: Running;
let browser: Browser;
let opened: WindowPage;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-window-coupons-'));
  const ports = ['--hub-port', '0', '--port', '0', '--ui-port', '0'];
  [demo, browser] = await Promise.all([
    startCli(['start', '--no-open', '--language', 'ru', '--data', folder, ...ports]),
    launchBrowser(),
  ]);
  const { managerToken } = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as {
    managerToken: string;
  };
  const published = await fetch(new URL('/v1/manage/programs', String(demo.ready.hub)), {
    method: 'POST',
    headers: { authorization: `Bearer ${managerToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ program }),
  });
  if (!published.ok) throw new Error(await published.text());
  opened = await openWindow(browser, String(demo.ready.window));
  await opened.page.getByTestId('mode').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await demo?.end();
  rmSync(folder, { recursive: true, force: true });
});

const ANNA = 'card-m-0001';
const COFFEE = 'goods-4600999000294';

async function sellCoffee(): Promise<string> {
  const { page } = opened;
  await page.getByTestId('pay').and(page.locator(':enabled')).waitFor();
  await page.keyboard.press('F8');
  await page.getByTestId('due').waitFor();
  await page.keyboard.type('9000');
  await page.keyboard.press('F8');
  await page.getByTestId('done').waitFor();
  return page.getByTestId('done').getByTestId('paper').innerText();
}

async function begin(): Promise<void> {
  const { page } = opened;
  await page.getByTestId(`bench-${ANNA}`).click();
  await page.getByTestId('member').waitFor();
  await page.getByTestId(`bench-${COFFEE}`).click();
  await page.getByTestId('cart-row').waitFor();
}

it('shows the member’s coupon, takes it from the panel and says of a used one why not', async () => {
  const { page } = opened;
  await begin();
  // The new program has come when the way to coupons is there.
  await page.getByTestId('offers').getByText('Купон').waitFor();
  const slip = await sellCoffee();
  const [code = ''] = /NEXT(-[0-9A-Z]{4}){3}/.exec(slip) ?? [];
  expect(code).not.toBe('');
  await page.keyboard.press('Enter');

  await begin();
  await page.getByTestId('member-details-open').click();
  await page.getByTestId('held-coupon').waitFor();
  expect(await opened.text('member-details')).toContain(code);
  expect(await opened.text('member-details')).toContain('Молоко -20 % по карте');
  await opened.picture('member-details');
  await page.getByTestId('held-coupon').getByRole('button').click();
  await expect.poll(() => opened.text('chosen-offer')).toContain('Скидка 10 % по купону');
  await opened.picture('coupon-applied');
  await sellCoffee();
  await page.keyboard.press('Enter');

  await begin();
  await page.getByTestId('offers').getByText('Купон').click();
  await page.keyboard.type(code.toLowerCase(), { delay: 90 });
  await page.keyboard.press('Enter');
  await expect.poll(() => opened.text('chosen-offer')).toContain('уже использован');
  await opened.picture('coupon-used');
  await page.getByText('EN', { exact: true }).click();
  await expect.poll(() => opened.text('chosen-offer')).toContain('used already');
  await page.getByTestId('member-details-open').click();
  await expect.poll(() => opened.text('member-details')).toContain('Points by their dates');
  await opened.picture('member-details-en');
  expect(opened.faults).toEqual([]);
});
