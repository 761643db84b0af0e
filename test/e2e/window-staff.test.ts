import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startCli } from '../support/processes.ts';
import { openWindow } from '../support/window-page.ts';

const pin = '845210';

it('a cashier signs on in the window, the own card asks for a manager, and a PIN lets it through', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-staff-'));
  const ports = ['--hub-port', '0', '--port', '0', '--ui-port', '0'];
  const [demo, browser] = await Promise.all([
    startCli(['start', '--no-open', '--language', 'ru', '--data', folder, ...ports]),
    launchBrowser(),
  ]);
  onTestFinished(async () => {
    await browser.close();
    await demo.end();
    rmSync(folder, { recursive: true, force: true });
  });
  const { managerToken } = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as {
    managerToken: string;
  };
  const manage = async (method: string, path: string, body: object): Promise<void> => {
    const answer = await fetch(new URL(`/v1/manage/${path}`, String(demo.ready.hub)), {
      method,
      headers: { authorization: `Bearer ${managerToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
  };
  await manage('PATCH', 'settings', { fraud: { ownCard: 'pin' } });
  await manage('POST', 'staff', { id: 'olga', name: 'Ольга', role: 'manager', pin });
  await manage('POST', 'staff', { id: 'irina', name: 'Ирина', role: 'cashier', member: 'm-0001' });

  const { page, faults, picture } = await openWindow(browser, String(demo.ready.window));
  await page.getByTestId('mode').waitFor();
  // A list that comes while the window is open is seen at the next sale.
  await expect
    .poll(
      async () => {
        if (!(await page.getByTestId('cashier').isVisible())) await page.reload();
        await page.getByTestId('mode').waitFor();
        return page
          .getByTestId('cashier')
          .waitFor({ timeout: 2000 })
          .then(() => true)
          .catch(() => false);
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  await page.getByTestId('cashier').click();
  await page.getByTestId('person-irina').click();
  await page.getByRole('button', { name: 'Встать за кассу' }).click();
  await expect.poll(() => page.getByTestId('cashier').innerText(), { timeout: 20_000 }).toContain('Ирина');

  await page.getByTestId('bench-card-m-0001').click();
  await page.getByTestId('member').waitFor();
  await page.getByTestId('bench-goods-4600999000010').click();
  const problem = page.getByTestId('quote-problem');
  await problem.waitFor();
  expect(await problem.innerText()).toContain('Нужно разрешение управляющего');
  await picture('staff-needed');

  await page.getByRole('button', { name: 'Ввести ПИН-код' }).click();
  const field = page.getByRole('dialog').locator('input');
  const typed = async (digits: string) => {
    await field.pressSequentially(digits, { delay: 120 });
    await page.getByRole('button', { name: 'Разрешить' }).click();
  };
  await typed('000000');
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await picture('staff-pin');
  await typed(pin);
  await page.getByTestId('pay').and(page.locator(':enabled')).waitFor();
  expect(await problem.count()).toBe(0);

  const told = async (): Promise<string[]> => {
    const log = await fetch(new URL('/v1/manage/audit', String(demo.ready.hub)), {
      headers: { authorization: `Bearer ${managerToken}` },
    });
    const { lines } = (await log.json()) as { lines: { outcome: string; cashier: string }[] };
    return lines.map(({ outcome, cashier }) => `${cashier} ${outcome}`).toSorted();
  };
  await expect.poll(told, { timeout: 20_000 }).toEqual(['irina approved', 'irina asked', 'irina wrong-pin']);
  expect(faults).toEqual([]);
  expect(readFileSync(join(folder, 'logs', 'till.log'), 'utf8')).not.toContain(pin);
});
