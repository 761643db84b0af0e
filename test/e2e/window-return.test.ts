import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toProblem } from '../../src/contracts/refusal.ts';
import { uiCalls } from '../../src/contracts/ui-api.ts';
import { soldTill } from '../support/broken-threshold.ts';
import { launchBrowser } from '../support/browser.ts';
import { root } from '../support/repository.ts';
import { SCRIPTED_TOKEN, startScriptedAgent } from '../support/scripted-agent.ts';
import { scriptedAnswers } from '../support/scripted-answers.ts';
import { openWindow } from '../support/window-page.ts';

// The window's return on the real checkout of a till; only the rest of the agent is scripted.
const windows = join(root, 'dist/renderer');
const shared: { browser: Browser | null } = { browser: null };

beforeAll(async () => {
  shared.browser = await launchBrowser();
});
afterAll(() => shared.browser?.close());

describe('a return in the cashier window', () => {
  it.each(['ru', 'en'] as const)('shows both policies and books the chosen one (%s)', async (language) => {
    if (shared.browser === null) throw new Error('no browser');
    const { till } = soldTill();
    const { returns } = till.checkout;
    const scripted = scriptedAnswers();
    const agent = await startScriptedAgent(async (call, params) => {
      const answer =
        call === 'return.find'
          ? await returns.find(uiCalls['return.find'].params.parse(params).purchaseId)
          : call === 'return.preview'
            ? await returns.preview(uiCalls['return.preview'].params.parse(params))
            : call === 'return.take'
              ? await returns.take(uiCalls['return.take'].params.parse(params))
              : null;
      if (answer === null) return scripted(call, params);
      return answer.ok ? { result: answer.value } : { problem: toProblem(answer.error, language) };
    }, windows);
    const size = { width: 1280, height: 800 };
    const { page } = await openWindow(shared.browser, `${agent.url}/cashier/#token=${SCRIPTED_TOKEN}`, size);
    try {
      await page.getByTestId('mode').waitFor();
      if (language === 'en') await page.getByRole('button', { name: 'EN', exact: true }).click();
      await page.keyboard.press('F10');
      const dialog = page.getByTestId('return');
      await dialog.locator('input').fill('P9');
      await page.keyboard.press('Enter');
      await dialog.getByRole('alert').waitFor();
      await dialog.locator('input').fill('P1');
      await page.keyboard.press('Enter');
      const bread = dialog.getByTestId('return-line').nth(1);
      await bread.getByRole('button').nth(1).click();
      await dialog.getByTestId('return-requote').waitFor();
      const shown = async (id: string) =>
        (await dialog.getByTestId(id).innerText()).replaceAll('\u00a0', ' ');
      expect(await shown('return-share')).toContain(language === 'ru' ? '90,00 ₽' : '₽90.00');
      expect(await shown('return-requote')).toContain(language === 'ru' ? '72,02 ₽' : '₽72.02');
      expect(await shown('return-requote')).toContain(language === 'ru' ? 'От 250 ₽' : 'From 250');
      const shots = process.env.KOPILKA_SCREENSHOTS;
      if (shots !== undefined) await page.screenshot({ path: join(shots, `return-${language}.png`) });
      await dialog.getByTestId('return-requote').click();
      await dialog
        .getByRole('button', { name: /72[,.]02/ })
        .last()
        .click();
      await page.getByTestId('return-done').waitFor();
      expect(till.store.member('m1')?.record).toMatchObject({ spendMinor: 17_980, used: { big: 0 } });
    } finally {
      await page.context().close();
      await agent.close();
    }
  });
});
