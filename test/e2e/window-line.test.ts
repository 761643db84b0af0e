import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { refusal, toProblem } from '../../src/contracts/refusal.ts';
import { keyboardReaderSchema } from '../../src/drivers/config.ts';
import { usualKeyboardReader } from '../../src/shared/keyboard-reader.ts';
import { launchBrowser } from '../support/browser.ts';
import { root } from '../support/repository.ts';
import { SCRIPTED_TOKEN, type ScriptedAgent, startScriptedAgent } from '../support/scripted-agent.ts';
import { type ScriptedAnswers, scriptedAnswers, scriptedStatus } from '../support/scripted-answers.ts';
import { openWindow, type WindowPage } from '../support/window-page.ts';

// What the window does when the line to the agent breaks or the agent refuses: a scripted agent breaks it on cue.
const windows = join(root, 'dist/renderer');
const shared: { browser: Browser | null; agent: ScriptedAgent | null; opened: WindowPage | null } = {
  browser: null,
  agent: null,
  opened: null,
};

beforeAll(async () => {
  // As `kopilka start` does: builds again when a source changed.
  shared.browser = await launchBrowser();
});
afterAll(() => shared.browser?.close());
afterEach(async () => {
  await shared.opened?.page.context().close();
  await shared.agent?.close();
});

async function open(
  override?: ScriptedAnswers,
  token: string = SCRIPTED_TOKEN,
  size = { width: 1024, height: 768 },
) {
  if (shared.browser === null) throw new Error('no browser');
  const agent = await startScriptedAgent(scriptedAnswers(override), windows);
  const opened = await openWindow(shared.browser, `${agent.url}/cashier/#token=${token}`, size);
  shared.agent = agent;
  shared.opened = opened;
  return { agent, opened, page: opened.page };
}

const enabled = ':enabled';

// Scripts of the page, as text: this file itself knows no browser.
const FITS = `(() => {
  const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
  const pay = document.querySelector('[data-testid=pay], [data-testid=confirm]').getBoundingClientRect();
  return scrollWidth <= clientWidth && scrollHeight <= clientHeight && pay.bottom <= clientHeight;
})()`;
/** 44 pixels for a finger; the two halves of the language switch lie in a frame of that height. */
const SMALL_TARGETS = `[...document.querySelectorAll('main button, header button')]
  .map((button) => ({ name: button.textContent, box: button.getBoundingClientRect() }))
  .filter(({ box }) => box.width > 0 && (box.height < 38 || box.width < 43))
  .map(({ name, box }) => name + ' ' + Math.round(box.width) + '×' + Math.round(box.height))`;

/** A scanner's keys as the browser hears them, one straight after the other, in a US or a Russian layout. */
const burst = (text: string, russian = false): string => `(() => {
  const layout = { k: 'л', o: 'щ', p: 'з', i: 'ш', l: 'д', a: 'ф', c: 'с', r: 'к', d: 'в', ':': 'Ж' };
  const press = (key, code, shiftKey) => document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true }));
  for (const one of ${JSON.stringify(text)}) {
    const code = /[0-9]/.test(one) ? 'Digit' + one : one === ':' ? 'Semicolon' : 'Key' + one.toUpperCase();
    press(${String(russian)} ? layout[one] ?? one : one, code, one === ':');
  }
  press('Enter', 'Enter', false);
})()`;

async function type(opened: WindowPage, text: string): Promise<void> {
  // Not key by key: on a busy machine single keys may come with any pauses between them.
  await opened.page.locator('#scan-field').fill(text);
  await opened.page.keyboard.press('Enter');
}

describe('the cashier window and its line to the agent', () => {
  it('says that it lost the agent, keeps the receipt, and goes on when the agent is back', async () => {
    const { agent, opened, page } = await open();
    await page.getByTestId('mode').waitFor();
    await type(opened, '4600000000015');
    await page.getByTestId('pay').and(page.locator(enabled)).waitFor();
    agent.cut();
    await page.getByTestId('connection-banner').waitFor();
    expect(await page.getByTestId('cart-row').count()).toBe(1);
    agent.restore();
    await page.getByTestId('connection-banner').waitFor({ state: 'detached' });
    await type(opened, '4600000000015');
    await expect.poll(() => opened.text('net')).toBe('143,84 ₽');
  });

  it('sends a payment without an answer again, word for word, until it knows', async () => {
    const answered = { yes: false };
    const { agent, opened, page } = await open((call) => {
      if (call !== 'receipt.confirm' || answered.yes) return undefined;
      answered.yes = true;
      // The answer is lost on the way: the line breaks and comes back.
      shared.agent?.cut();
      shared.agent?.restore();
      return undefined;
    });
    await page.getByTestId('mode').waitFor();
    await type(opened, '4600000000015');
    await page.getByTestId('pay').and(page.locator(enabled)).click();
    await page.getByTestId('confirm').and(page.locator(enabled)).click();
    await page.getByTestId('done').waitFor();
    const sent = agent.calls.filter((one) => one.call === 'receipt.confirm').map((one) => one.params);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
  });

  it('hands over the whole receipt when the agent forgot the purchase', async () => {
    const { agent, opened, page } = await open((call, params) =>
      call === 'receipt.confirm' && !Object.hasOwn(params as object, 'receipt')
        ? { problem: toProblem(refusal('unknown-purchase', 'x'), 'ru') }
        : undefined,
    );
    await page.getByTestId('mode').waitFor();
    await type(opened, '4600000000015');
    await page.getByTestId('pay').and(page.locator(enabled)).click();
    await page.getByTestId('confirm').and(page.locator(enabled)).click();
    await page.getByTestId('done').waitFor();
    const sent = agent.calls.filter((one) => one.call === 'receipt.confirm');
    expect(sent).toHaveLength(2);
    expect(sent[1]?.params).toMatchObject({ receipt: { lines: [{ sku: '4600000000015', quantity: 1 }] } });
  });

  it('tells a refusal in the language on the screen, not in the till’s', async () => {
    const { opened, page } = await open((call) =>
      call === 'receipt.quote' ? { problem: toProblem(refusal('no-program', 'x'), 'ru') } : undefined,
    );
    await page.getByTestId('mode').waitFor();
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    await type(opened, '4600000000015');
    await expect.poll(() => opened.text('totals')).toContain('The loyalty program is not loaded yet');
    expect(await page.getByTestId('pay').isEnabled()).toBe(false);
  });

  it('with a wrong token says how to open it right, and stops knocking', async () => {
    const { page } = await open(undefined, 'wrong');
    await expect
      .poll(() => page.getByTestId('connection-banner').innerText())
      .toContain('Откройте его заново');
  });

  it('takes a scanner that types like a keyboard for a scanner on the payment screen too', async () => {
    const { agent, opened, page } = await open();
    await page.getByTestId('mode').waitFor();
    await type(opened, '4600000000015');
    await page.getByTestId('pay').and(page.locator(enabled)).click();
    await page.getByTestId('pay-screen').waitFor();
    await page.keyboard.type('500', { delay: 150 });
    expect(await opened.text('given')).toBe('500');
    await page.waitForTimeout(600);
    // A card while the sum is being typed: the digits are no money, and Enter does not pay.
    await page.evaluate(burst('2900000000179'));
    await expect
      .poll(() => agent.calls.filter((one) => one.call === 'identify').at(-1)?.params)
      .toEqual({
        scan: '2900000000179',
      });
    expect(await opened.text('given')).toBe('500');
    expect(await page.getByTestId('pay-screen').isVisible()).toBe(true);
    expect(agent.calls.some((one) => one.call === 'receipt.confirm')).toBe(false);
    // Goods go into the cart, where they can be seen.
    await page.waitForTimeout(600);
    await page.evaluate(burst('4600000000022'));
    await expect.poll(() => page.getByTestId('cart-row').count()).toBe(2);
  });

  it('reads a scanner that types the same in a Russian layout', async () => {
    const { agent, page } = await open();
    await page.getByTestId('mode').waitFor();
    await page.evaluate(burst('kopilka:card:2900000000179', true));
    await expect
      .poll(() => agent.calls.filter((one) => one.call === 'identify').at(-1)?.params)
      .toEqual({ scan: 'kopilka:card:2900000000179' });
  });

  it('asks of ten digits that a reader typed as of any scan, and of those a person typed as of a phone', async () => {
    const { agent, opened, page } = await open();
    await page.getByTestId('mode').waitFor();
    const asked = () => agent.calls.filter((one) => one.call === 'identify').map((one) => one.params);
    await page.evaluate(burst('0008844356'));
    await expect.poll(asked).toEqual([{ scan: '0008844356' }]);
    await type(opened, '9161231234');
    await expect.poll(asked).toEqual([{ scan: '0008844356' }, { phone: '9161231234' }]);
  });

  it('listens for the readers that the till’s config names', async () => {
    const rfid = keyboardReaderSchema.parse({ length: 10, numbers: { digits: 'decimal', keepBytes: 4 } });
    const usual = scriptedAnswers();
    const { agent, page } = await open(async (call, params) => {
      const answer = await usual(call, params);
      if (call !== 'hello' || answer === undefined || !('result' in answer)) return answer;
      return { result: { ...Object(answer.result), keyboards: [rfid, usualKeyboardReader] } };
    });
    await page.getByTestId('mode').waitFor();
    await page.evaluate(burst('0008844356'));
    await expect
      .poll(() => agent.calls.filter((one) => one.call === 'identify').map((one) => one.params))
      .toEqual([{ scan: '0086F444' }]);
  });

  it('closes a dialog for a scan and leaves nothing of it in the dialog', async () => {
    const { agent, page } = await open();
    await page.getByTestId('mode').waitFor();
    await page.keyboard.press('F2');
    await page.getByRole('dialog').getByRole('textbox').waitFor();
    await page.evaluate(burst('2900000000179'));
    await page.getByTestId('member').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(agent.calls.filter((one) => one.call === 'identify')).toHaveLength(1);
  });

  it('shows stamps, and takes rewards and coupons into the receipt', async () => {
    const { agent, opened, page } = await open();
    await page.getByTestId('mode').waitFor();
    await type(opened, '9161231234');
    const stamps = page.getByTestId('stamps-coffee-card').locator('[role=img]');
    await expect.poll(() => stamps.getAttribute('aria-label')).toBe('3 из 6');
    await type(opened, '4600000000084');
    await expect.poll(() => stamps.getAttribute('aria-label')).toBe('4 из 6');
    await page.keyboard.press('F6');
    expect(await page.getByTestId('reward-free-coffee').isEnabled()).toBe(false);
    expect(await opened.text('reward-free-coffee')).toContain('Не хватает');
    await page.getByTestId('reward-free-bread').click();
    await page.keyboard.press('Escape');
    await page.getByTestId('offers').getByRole('button', { name: 'Купон' }).click();
    await page.keyboard.type('AUTUMN', { delay: 60 });
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByTestId('chosen-offer').count()).toBe(2);
    const quotes = agent.calls.filter((one) => one.call === 'receipt.quote');
    await expect
      .poll(() => agent.calls.filter((one) => one.call === 'receipt.quote').at(-1)?.params)
      .toMatchObject({ receipt: { rewards: ['free-bread'], coupons: ['AUTUMN'] } });
    expect(quotes.length).toBeGreaterThan(0);
  });

  it('says what is wrong with the printer and with the slip, and prints it again', async () => {
    const printed = { state: 'unknown', reason: 'no-confirmation' as string | null };
    const { agent, opened, page } = await open((call) => {
      if (call === 'receipt.reprint') {
        printed.state = 'confirmed';
        printed.reason = null;
      }
      return call === 'receipt.printed' ? { result: { ...printed } } : undefined;
    });
    await page.getByTestId('mode').waitFor();
    const since = '2026-12-05T09:30:00Z';
    const printer = { id: 'printer-1', kind: 'printer', since } as const;
    agent.tell({
      event: 'device',
      data: { ...printer, state: 'degraded', reason: 'paper-out', unifiedPos: 'EPTR_REC_EMPTY' },
    });
    await expect.poll(() => opened.text('printer-banner')).toContain('Вставьте рулон');
    await page.getByTestId('status-bar').click();
    await expect.poll(() => opened.text('health')).toContain('Вставьте рулон');
    expect(await opened.text('health')).toContain('Последний обмен');
    await page.keyboard.press('Escape');
    agent.tell({ event: 'device', data: { ...printer, state: 'ready', reason: null, unifiedPos: null } });
    await page.getByTestId('printer-banner').waitFor({ state: 'detached' });

    await type(opened, '4600000000015');
    await page.getByTestId('pay').and(page.locator(enabled)).click();
    await page.getByTestId('confirm').and(page.locator(enabled)).click();
    await expect.poll(() => opened.text('slip-fate')).toContain('Посмотрите, вышел ли чек');
    await page.getByRole('button', { name: 'Напечатать ещё раз' }).click();
    await expect.poll(() => opened.text('slip-fate')).toBe('Чек напечатан');
    const again = agent.calls.find((one) => one.call === 'receipt.reprint');
    const paid = agent.calls.find((one) => one.call === 'receipt.confirm')?.params as { operationId: string };
    expect(again?.params).toMatchObject({ operationId: paid.operationId });
  });

  it('says that the hub takes nothing of this till until it is enrolled again, and who does that', async () => {
    const { agent, opened, page } = await open();
    await page.getByTestId('mode').waitFor();
    const problem = { code: 'chain-forked', detail: 'another journal' };
    const hub = { url: 'http://hub.example', lastContactAt: '2026-12-05T09:30:00Z', problem };
    const backlog = { count: 3, oldestAt: '2026-12-05T09:30:00Z' };
    agent.tell({ event: 'sync', data: { ...scriptedStatus, hub, backlog } });
    await expect.poll(() => opened.text('hub-refuses')).toContain('позовите администратора');
    await page.getByTestId('status-bar').click();
    await expect.poll(() => opened.text('health')).toContain('kopilka till re-enrol');
    expect(await opened.text('health')).not.toContain('Отправятся сами');
  });

  it.each([
    { width: 1024, height: 768 },
    { width: 1366, height: 768 },
    { width: 1920, height: 1080 },
  ])('fits $width × $height without scrolling the page, with targets for fingers', async (size) => {
    const { opened, page } = await open(undefined, SCRIPTED_TOKEN, size);
    await page.getByTestId('mode').waitFor();
    const fits = (): Promise<boolean> => page.evaluate<boolean>(FITS);
    await type(opened, '9161231234');
    for (const code of ['15', '22', '39', '46', '53', '84', '91']) await type(opened, `46000000000${code}`);
    await expect.poll(() => page.getByTestId('cart-row').count()).toBe(7);
    expect(await fits()).toBe(true);
    const small = await page.evaluate<string[]>(SMALL_TARGETS);
    expect(small).toEqual([]);
    await page.getByTestId('pay').and(page.locator(enabled)).click();
    await page.getByTestId('pay-screen').waitFor();
    expect(await fits()).toBe(true);
  });

  it('opens the bench over the cart of a small screen by F7, and Escape closes it', async () => {
    const { page } = await open();
    const bench = page.getByText('Поднесите к сканеру');
    await page.getByRole('button', { name: /Стенд/ }).waitFor();
    await page.keyboard.press('F7');
    await bench.waitFor({ state: 'visible' });
    await page.keyboard.press('Escape');
    await bench.waitFor({ state: 'hidden' });
  });
});
