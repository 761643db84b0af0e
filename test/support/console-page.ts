import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoProgram } from '../../src/cli/demo/program.ts';
import type { ProgramInput } from '../../src/contracts/program.ts';
import { quoteSchema } from '../../src/contracts/quote.ts';
import { launchBrowser } from './browser.ts';
import { startCli } from './processes.ts';
import { openWindow } from './window-page.ts';

/** Texts of the console with plain blanks and signs. */
export const plain = (text: string): string => text.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');

/** The demo's program with dairy at half price instead of its promotions. */
export const half: ProgramInput = {
  ...demoProgram,
  name: { ru: 'Половина цены', en: 'Half price' },
  promotions: [
    {
      id: 'milk-half',
      name: { ru: 'Молоко за полцены', en: 'Milk at half price' },
      then: [{ type: 'percentOff', percent: 50, of: { category: ['dairy'] } }],
    },
  ],
};

/** The demo chain, with a till, and its console in a real browser, in Russian, at the page where one signs in. */
export async function openConsole() {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-console-'));
  const ports = ['--hub-port', '0', '--port', '0', '--ui-port', '0'];
  const [demo, browser] = await Promise.all([
    startCli(['start', '--no-open', '--language', 'ru', '--data', folder, ...ports]),
    launchBrowser(),
  ]);
  const owner: string = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')).managerToken;
  const address = (hash = ''): string => `${demo.ready.console}${hash}`;
  const opened = await openWindow(browser, address(), { width: 1366, height: 900 });
  const { page } = opened;
  let carts = 0;
  await page.getByTestId('token').waitFor();
  await page.getByRole('button', { name: 'RU' }).click();
  return {
    ...{ demo, browser, owner, opened, page, address },

    async manage(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
      const answer = await fetch(new URL(`/v1/manage/${path}`, String(demo.ready.hub)), {
        method,
        headers: { authorization: `Bearer ${owner}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as Record<string, unknown>;
    },

    /** What the till asks for a litre of milk of 100 roubles without a card, in kopecks, and under which pack. */
    async quoteAtTill(): Promise<{ net: number; pack: number }> {
      carts += 1;
      const answer = await fetch(`${demo.ready.posApi}/v1/receipts/CONSOLE-${carts}`, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${readFileSync(String(demo.ready.tokenFile), 'utf8').trim()}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          at: new Date().toISOString(),
          lines: [{ id: '1', sku: 'milk', category: 'dairy/milk', quantity: 1, price: 10000 }],
        }),
      });
      const { totals, pack } = quoteSchema.parse(await answer.json());
      return { net: totals.net, pack };
    },

    async signIn(token: string): Promise<void> {
      await page.getByTestId('token').fill(token);
      await page.keyboard.press('Enter');
    },

    /** In both schemes. */
    async pictures(name: string): Promise<void> {
      await opened.picture(`console-${name}`);
      await page.emulateMedia({ colorScheme: 'dark' });
      await opened.picture(`console-${name}-dark`);
      await page.emulateMedia({ colorScheme: 'light' });
    },

    async close(): Promise<void> {
      await browser.close();
      await demo.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
