import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'iconv-lite';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTcpPrinter, type TcpPrinter } from '../../src/drivers/virtual/tcp-printer.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Running, runCli, startCli } from '../support/processes.ts';
import { openPty, type Pty } from '../support/pty.ts';
import { openWindow, type WindowPage } from '../support/window-page.ts';

// The wizard for devices against a real till, a serial line of the kernel and a printer on a TCP port.
const pin = '845210';
let folder: string;
let demo: Running;
let browser: Browser;
let opened: WindowPage;
let pty: Pty;
let printer: TcpPrinter;
const papers: string[] = [];
let pole: Pty;
let shown = '';
let pulses = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-setup-'));
  pty = openPty();
  pole = openPty();
  pole.onData((bytes) => {
    shown += decode(Buffer.from(bytes), 'cp866');
  });
  printer = await startTcpPrinter({
    port: 0,
    onPaper: ({ items }) => papers.push(JSON.stringify(items)),
    onDrawerPulse: () => {
      pulses += 1;
    },
  });
  const ports = ['--hub-port', '0', '--port', '0', '--ui-port', '0'];
  [demo, browser] = await Promise.all([
    startCli(['start', '--no-open', '--language', 'ru', '--data', folder, ...ports]),
    launchBrowser(),
  ]);
  const size = { width: 1366, height: 820 };
  opened = await openWindow(browser, String(demo.ready.window), size);
  await opened.page.getByTestId('mode').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await demo?.end();
  await printer?.close();
  pty?.close();
  pole?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function pictures(name: string): Promise<void> {
  await opened.picture(name);
  await opened.page.emulateMedia({ colorScheme: 'dark' });
  await opened.picture(`${name}-dark`);
  await opened.page.emulateMedia({ colorScheme: 'light' });
}

const state = async (): Promise<string | null> =>
  opened.page.getByTestId('setup-health').first().getAttribute('data-state');

const configFile = (): string => join(folder, 'till', 'config.json');

/** A code of a reader that types; on a busy machine it may come as unevenly as a person types, and is typed again. */
async function typed(code: string): Promise<void> {
  await opened.page.keyboard.type(code, { delay: 8 });
  await opened.page.keyboard.press('Enter');
}

/** Types where the wizard asks for a port or an address. */
async function name(place: string): Promise<void> {
  const field = opened.page.getByRole('dialog').getByRole('textbox').first();
  await field.fill(place);
  await opened.page.keyboard.press('Enter');
}

describe('the wizard for devices in the cashier window', () => {
  it('finds a scanner by what it sends', async () => {
    const { page } = opened;
    await page.keyboard.press('F9');
    await page.getByTestId('setup-open').click();
    await page.getByTestId('setup-scanner').waitFor();
    await name(pty.path);
    await page.getByTestId('setup-preset-mindeo').click();
    await expect.poll(state, { timeout: 20_000 }).toBe('ready');
    pty.write('4600000000008\r');
    await expect
      .poll(() => opened.text('setup-scans').catch(() => ''), { timeout: 10_000 })
      .toContain('4600000000008');
    expect(await opened.text('setup-scans')).toContain('товар');
    await pictures('setup-scanner');
    await page.getByTestId('setup-line-settings').locator('summary').click();
    await page.getByLabel('Чётность').selectOption('mark');
    await page.getByLabel('Стоп-битов').selectOption('2');
    await page.getByTestId('setup-faults').waitFor();
    expect(await opened.text('setup-faults')).toContain('devices.scanners[0].transport.stopBits');
    await page.getByLabel('Стоп-битов').selectOption('');
    await page.getByLabel('Управление потоком').selectOption('xonxoff');
    await expect.poll(() => page.getByTestId('setup-faults').count(), { timeout: 10_000 }).toBe(0);
    await expect.poll(state, { timeout: 20_000 }).toBe('ready');
    await pictures('setup-line-settings');
  });

  it('hears a scanner that types, and shows no digit of a bank card', async () => {
    const { page } = opened;
    await page.getByTestId('setup-step-cardreader').click();
    for (const [code, told] of [
      ['4242424242424242', 'банковская карта'],
      ['2900000000018', '2900000000018'],
    ] as const) {
      await expect
        .poll(
          async () => {
            await typed(code);
            return opened.text('setup-scans').catch(() => '');
          },
          { timeout: 20_000, interval: 700 },
        )
        .toContain(told);
    }
    expect(await opened.text('setup-scans')).not.toContain('4242');
    expect(await page.getByTestId('member').count()).toBe(0);
  });

  it('measures a reader that types, and says in words what it found', async () => {
    const { page } = opened;
    await page.getByTestId('setup-step-keyboard').click();
    await page.getByTestId('setup-keyboard').waitFor();
    // A bank card is measured like any code, and never shown. No character here needs Shift, which the browser's driver does not press.
    const codes = ['`2900000000018', '`4242424242424242', '`0000000042'];
    const found = page.getByTestId('setup-keyboard-found');
    for (let scan = 0; (await found.count()) === 0 && scan < 12; scan++) {
      await page.keyboard.type(codes[scan % codes.length] ?? '', { delay: 8 });
      await page.keyboard.press('Enter');
      await page.waitForTimeout(700);
    }
    expect(await opened.text('setup-keyboard-found')).toContain(
      'перед кодом «`», после кода ничего, в конце Enter',
    );
    expect(await opened.text('setup-keyboard')).not.toContain('4242');
    await pictures('setup-keyboard');
    await page.getByTestId('setup-keyboard-add').click();
    expect(await opened.text('setup-keyboards')).toContain('перед кодом «`»');
    // In force at once: three digits are a code only for who knows the prefix.
    await page.getByTestId('setup-step-cardreader').click();
    await expect
      .poll(
        async () => {
          await typed('`123');
          return opened.text('setup-scans').catch(() => '');
        },
        { timeout: 20_000, interval: 700 },
      )
      .toMatch(/(^|\D)123(\D|$)/);
    expect(await page.getByTestId('member').count()).toBe(0);
    // Every change begins the trial anew: until the scanner is heard again, behind what was typed meanwhile.
    await page.getByTestId('setup-step-scanner').click();
    await expect
      .poll(
        () => {
          pty.write('4600000000008\r');
          return opened.text('setup-scans').catch(() => '');
        },
        { timeout: 20_000, interval: 700 },
      )
      .toContain('4600000000008');
  });

  it('learns a rule from three cards of another chain', async () => {
    const { page } = opened;
    await page.getByTestId('setup-step-cards').click();
    for (const card of ['7777000000018', '7777000000125', '7777000000232']) {
      pty.write(`${card}\r`);
      await expect
        .poll(() => opened.text('setup-scans').catch(() => ''), { timeout: 10_000 })
        .toContain(card);
    }
    await page.getByRole('button', { name: 'Вывести правило' }).click();
    await page.getByTestId('setup-rule').waitFor();
    expect(await opened.text('setup-rule')).toContain('"prefix": "777700"');
    expect(await opened.text('setup-learn-warning')).toContain('бывают и у товаров');
    await pictures('setup-cards');
  });

  it('prints a test, finds the readable line and opens the drawer', async () => {
    const { page } = opened;
    await page.getByTestId('setup-step-printer').click();
    await name(`127.0.0.1:${printer.port}`);
    await expect.poll(state, { timeout: 20_000 }).toBe('ready');
    await page.getByRole('button', { name: 'Напечатать пробу' }).click();
    await expect
      .poll(() => page.getByTestId('setup-printed').getAttribute('data-state'), { timeout: 15_000 })
      .toBe('confirmed');
    expect(papers.join()).toContain('Съешь ещё этих мягких французских булок');
    await page.getByRole('button', { name: 'Буквы не читаются' }).click();
    await page.getByTestId('setup-letters').waitFor();
    expect(papers.at(-1)).toContain('Привет, Ёжик № 5');
    await page.getByTestId('setup-line-7').click();
    await pictures('setup-printer');
    await page.getByTestId('setup-next').click();
    await page.getByTestId('setup-pin-2').click();
    await expect.poll(state, { timeout: 20_000 }).toBe('ready');
    await page.getByRole('button', { name: 'Открыть ящик' }).click();
    await page.getByTestId('setup-printed').waitFor();
    expect(pulses).toBe(1);
  });

  it('shows words on the customer display', async () => {
    const { page } = opened;
    await page.getByTestId('setup-step-display').click();
    await name(pole.path);
    await expect.poll(state, { timeout: 20_000 }).toBe('ready');
    await page.getByRole('button', { name: 'Показать слова' }).click();
    await expect.poll(() => shown, { timeout: 10_000 }).toMatch(/Добро пожаловать! .*12345678901234567890/s);
    await pictures('setup-display');
  });

  it('names the path of a value that does not fit', async () => {
    const { page } = opened;
    await page.getByTestId('setup-step-printer').click();
    await name('127.0.0.1:99999');
    await page.getByTestId('setup-faults').waitFor();
    expect(await opened.text('setup-faults')).toContain('devices.printer.transport.port');
    await name(`127.0.0.1:${printer.port}`);
    await expect.poll(() => page.getByTestId('setup-faults').count(), { timeout: 10_000 }).toBe(0);
  });

  it('saves, and the till sells with these devices at once', async () => {
    const { page } = opened;
    await page.getByTestId('setup-step-save').click();
    await pictures('setup-save');
    await page.getByTestId('setup-save-button').click();
    await page.getByTestId('setup-done').waitFor();
    await page.keyboard.press('Enter');
    const { devices } = JSON.parse(readFileSync(configFile(), 'utf8')) as { devices: object };
    expect(devices).toMatchObject({
      scanners: [
        {
          id: 'scanner',
          preset: 'mindeo',
          transport: { path: pty.path, parity: 'mark', rtscts: false, xonxoff: true },
        },
      ],
      printer: { profile: 'epson', codePage: 7, transport: { host: '127.0.0.1', port: printer.port } },
      drawer: { pin: 2 },
      keyboards: [{ prefix: '`' }, {}],
      display: { transport: { path: pole.path } },
    });
    expect(existsSync(`${configFile()}.before`)).toBe(true);
    await expect
      .poll(
        async () => {
          pty.write('2900000000018\r');
          return page
            .getByTestId('member')
            .waitFor({ timeout: 1500 })
            .then(() => true)
            .catch(() => false);
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    // The reader that types too: with its prefix left on, this is the code of nothing.
    await expect
      .poll(
        async () => {
          await typed('`4600999000294');
          return page.getByTestId('cart-row').count();
        },
        { timeout: 20_000, interval: 700 },
      )
      .toBe(1);
    expect(opened.faults).toEqual([]);
  });

  it('asks the devices how they are, and opens the drawer without a sale, by button and key', async () => {
    const { page } = opened;
    await page.keyboard.press('F9');
    await page.getByTestId('devices-check').click();
    await expect
      .poll(() => opened.text('devices-checked').catch(() => ''), { timeout: 20_000 })
      .toBe('Проверено: всё, что настроено, работает.');
    await pictures('devices-checked');
    const before = pulses;
    await page.getByTestId('drawer-open').click();
    await page.getByTestId('drawer-opened').waitFor();
    await expect.poll(() => pulses, { timeout: 20_000 }).toBe(before + 1);
    await pictures('drawer-opened');
    await page.keyboard.press('Enter');
    await page.keyboard.press('F12');
    await page.getByTestId('drawer-opened').waitFor();
    await expect.poll(() => pulses, { timeout: 20_000 }).toBe(before + 2);
    await page.keyboard.press('Enter');
    printer.setSensors({ coverOpen: true });
    await page.keyboard.press('F9');
    await page.getByTestId('devices-check').click();
    await expect
      .poll(() => opened.text('devices-checked').catch(() => ''), { timeout: 20_000 })
      .toContain('работает не всё');
    expect(await opened.text('health')).toContain('Закройте её.');
    printer.setSensors({ coverOpen: false });
    await page.keyboard.press('Escape');
  });

  it('does the same from the command line, in both languages', async () => {
    const till = ['--data', join(folder, 'till'), '--port', new URL(String(demo.ready.posApi)).port];
    const check = await runCli(['devices', 'check', ...till, '--language', 'ru']);
    expect(check.out).toContain('drawer: денежный ящик: готово\n');
    const before = pulses;
    const opening = await runCli(['devices', 'drawer', ...till, '--language', 'en']);
    expect(opening).toMatchObject({
      code: 0,
      out: 'The drawer was told to open; the audit log has a line.\n',
    });
    await expect.poll(() => pulses, { timeout: 20_000 }).toBe(before + 1);
    const stranger = await runCli(['devices', 'drawer', '--data', folder, '--language', 'ru']);
    expect(stranger).toMatchObject({ code: 1, error: expect.stringContaining('нет кассы') });
  });

  it('asks for a manager’s PIN once there is one, and goes back to the settings before', async () => {
    const { page } = opened;
    const { managerToken } = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as {
      managerToken: string;
    };
    const added = await fetch(new URL('/v1/manage/staff', String(demo.ready.hub)), {
      method: 'POST',
      headers: { authorization: `Bearer ${managerToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'olga', name: 'Olga', role: 'manager', pin }),
    });
    expect(added.status).toBe(200);
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    const field = page.getByRole('dialog').locator('input[type=password]');
    await expect
      .poll(
        async () => {
          await page.keyboard.press('Escape');
          await page.keyboard.press('F9');
          await page.getByTestId('setup-open').click();
          return field
            .waitFor({ timeout: 2000 })
            .then(() => true)
            .catch(() => false);
        },
        { timeout: 60_000 },
      )
      .toBe(true);
    await field.pressSequentially(pin, { delay: 120 });
    await page.keyboard.press('Enter');
    await page.getByTestId('setup-step-printer').click();
    await page.getByRole('button', { name: 'The letters are wrong' }).click();
    await page.getByTestId('setup-letters').waitFor();
    await pictures('setup-printer-en');
    await page.getByTestId('setup-step-save').click();
    await page.getByRole('button', { name: 'Back to the settings before' }).click();
    await page.getByTestId('setup-done').waitFor();
    const { devices } = JSON.parse(readFileSync(configFile(), 'utf8')) as { devices?: object };
    expect(devices).not.toMatchObject({ printer: { codePage: 7 } });
    await page.keyboard.press('Enter');
    await page.keyboard.press('F12');
    // The settings before had no drawer.
    await page.getByTestId('drawer-problem').waitFor();
    expect(await opened.text('drawer-problem')).toContain('no cash drawer');
    await pictures('drawer-problem-en');
  });
});
