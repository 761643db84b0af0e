import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { half, openConsole, plain } from '../support/console-page.ts';
import { eventually } from '../support/processes.ts';

// The hub's console in a real browser, against a real hub with a real till.
const { demo, owner, opened, page, address, manage, quoteAtTill, signIn, pictures, close } =
  await openConsole();
afterAll(close);

describe('the console', () => {
  it('lets nobody in with a wrong token, and says what to do', async () => {
    await signIn('not a token');
    await page.getByText('Это не похоже на ключ').waitFor();
    await signIn('x'.repeat(43));
    await page.getByText('Такого ключа нет или его отозвали').waitFor();
    // The refusal is on the browser's error channel; nothing else may be.
    expect(opened.faults.splice(0)).toEqual([expect.stringContaining('401')]);
    await pictures('sign-in');
  });

  it('shows an owner the chain: its till in touch, the bound, no differences', async () => {
    await signIn(owner);
    const till = page.getByTestId('till-t1');
    await till.getByText('На связи').waitFor({ timeout: 60_000 });
    await till.getByText('№ 1, новейшая').waitFor({ timeout: 60_000 });
    expect(plain(await page.getByTestId('exposure-now-main').innerText())).toBe('0 (баллы)');
    expect(await page.getByTestId('flag-count').innerText()).toContain('0');
    await pictures('overview');
  });

  it('keeps the token in the tab alone: neither in its address nor beyond its reload', async () => {
    await page.reload();
    await page.getByTestId('till-t1').waitFor();
    expect(page.url()).not.toContain(owner);
    const kept: Record<string, string> = await page.evaluate(
      '({ local: JSON.stringify(localStorage), session: JSON.stringify(sessionStorage), cookie: document.cookie })',
    );
    expect(kept.session).toContain(owner);
    expect(`${kept.local}${kept.cookie}`).not.toContain(owner);
  });

  it('publishes a program that the till then quotes with, and takes it back', async () => {
    expect((await quoteAtTill()).net).toBe(10000);
    await page.goto(address('#/programs'));
    await page.getByTestId('new-program').click();
    await page.getByTestId('templates').waitFor();
    await pictures('templates');
    const file = { name: 'p.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(half)) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByTestId('rules').getByText('Молоко за полцены').waitFor();
    // The preview, by the engine in the page: four lines of two at 250, one of them dairy.
    expect(plain(await page.getByTestId('preview-lines').innerText())).toContain('Молоко за полцены');
    await page.getByTestId('preview-compared').waitFor();
    await page.getByTestId('publish-least-agent').fill('1');
    await page.getByText('Три числа через точку').waitFor();
    expect(await page.getByTestId('publish').isDisabled()).toBe(true);
    await page.getByTestId('publish-least-agent').fill('0.1.0');
    await page.getByTestId('cap-milk-half').fill('2');
    await pictures('editor');
    await page.getByTestId('publish').click();
    await page.getByTestId('confirm').waitFor();
    expect(plain(await page.getByRole('dialog').innerText())).toContain('на 1 кассе');
    await pictures('publish');
    await page.getByTestId('confirm').click();
    await page.getByTestId('pack-state').getByText('Действует', { exact: true }).waitFor();
    await page.getByTestId('acknowledgements').getByText('Получила').waitFor({ timeout: 60_000 });
    expect(plain(await page.getByTestId('demands').innerText())).toBe(
      'Кассам нужна версия 0.1.0 или новее. Не больше чеков на одну кассу: Молоко за полцены – 2.',
    );
    await pictures('pack');
    expect(await quoteAtTill()).toEqual({ net: 5000, pack: 2 });

    await page.getByTestId('revoke').click();
    expect(plain(await page.getByRole('dialog').innerText())).toContain(
      'снова будет действовать программа lukoshko',
    );
    await page.getByTestId('confirm').click();
    await page.getByText('Программа № 3').waitFor();
    await page.goto(address('#/programs/2'));
    await page.getByTestId('pack-state').getByText('Отменена', { exact: true }).waitFor();
    await eventually('the till has the program before', async () =>
      (await quoteAtTill()).net === 10000 ? true : null,
    );

    // A program for newer tills: this one stays with what it has, and both sides say so.
    await manage('POST', 'programs', { program: half, leastAgent: '9.0.0' });
    await page.goto(address('#/programs/4'));
    await page.getByTestId('acknowledgements').getByText('Нужна версия 9.0.0').waitFor();
    await pictures('too-old');
    await eventually('the till says so', async () => {
      const token = readFileSync(String(demo.ready.tokenFile), 'utf8').trim();
      const headers = { authorization: `Bearer ${token}` };
      const status = await (await fetch(`${demo.ready.posApi}/v1/status`, { headers })).json();
      return (status as { update?: { pack: number } }).update?.pack === 4 ? true : null;
    });
    expect(await quoteAtTill()).toEqual({ net: 10000, pack: 3 });
    await page.goto(address('#/overview'));
    await page.getByTestId('till-t1').getByText('нужна версия 9.0.0').waitFor({ timeout: 60_000 });
    await manage('POST', 'packs/4/revoke', {});
    expect(opened.faults).toEqual([]);
  });

  it('shows each fault of a program with its place, and offers no way to publish it', async () => {
    await page.goto(address('#/programs/new'));
    await page.getByTestId('template-simple-bonus').click();
    const text = page.getByTestId('program-text');
    const good = await text.inputValue();
    await text.fill(good.replace('"schema": 1', '"schema": 1, "promotoins": []'));
    await page.getByTestId('faults').waitFor();
    expect(await page.getByTestId('faults').innerText()).toMatch(/promotoins[\s\S]*promotions/);
    expect(await page.getByTestId('publish').count()).toBe(0);
    await pictures('faults');
    await text.fill('{');
    await page.getByTestId('verdict').getByText('Не JSON').waitFor();
    await text.fill(good);
    await page.getByTestId('publish').waitFor();
  });

  it('asks a second person where the chain does: the author may not approve, a colleague may', async () => {
    await manage('PATCH', 'settings', { packs: { secondPerson: true } });
    const colleague = await manage('POST', 'tokens', { name: 'olga', role: 'manager' });
    await page.goto(address());
    await page.reload();
    await page.goto(address('#/programs/new'));
    await page.getByTestId('template-stars').click();
    await page.getByTestId('save-draft').waitFor();
    expect(await page.getByTestId('publish').count()).toBe(0);
    await page.getByTestId('save-draft').click();
    await page.getByTestId('approve').waitFor();
    expect(await page.getByTestId('approve').isDisabled()).toBe(true);
    const draft = page.url();
    await page.getByTestId('sign-out').click();
    await signIn(String(colleague.token));
    await page.goto(draft);
    expect(await page.getByTestId('who').innerText()).toContain('olga');
    await page.getByTestId('approve').click();
    await pictures('approve');
    await page.getByTestId('confirm').click();
    await page.getByTestId('pack-state').waitFor();
    expect(plain(await page.getByTestId('pack-state').innerText())).toContain('Утвердил: olga.');
    await manage('PATCH', 'settings', { packs: { secondPerson: false } });
    // Members have their points in the wallet of the program before.
    await manage('POST', 'packs/6/revoke', {});
  });

  it('shows a manager no tokens, and a cashier nothing but members', async () => {
    const links = async (): Promise<string[]> => page.locator('nav a').allInnerTexts();
    expect(await links()).toEqual(['Обзор', 'Программы', 'Участники', 'Журнал']);
    const { token } = await manage('POST', 'tokens', { name: 'till-1', role: 'cashier' });
    await page.getByTestId('sign-out').click();
    await signIn(String(token));
    await page.getByTestId('find-member').waitFor();
    expect(await links()).toEqual(['Участники']);
    await page.getByTestId('find-member').fill('8 900 000-10-01');
    await page.keyboard.press('Enter');
    await page.getByTestId('balance').waitFor();
    expect(plain(await page.getByTestId('balance').innerText())).toContain('1 840 (баллы)');
    expect(await page.getByTestId('erase').count()).toBe(0);
    await pictures('member');
  });

  it('says that a token was revoked and asks for another', async () => {
    await manage('DELETE', 'tokens/till-1');
    await page.reload();
    await page.getByText('Ключ больше не действует').waitFor();
    opened.faults.length = 0;
  });

  it('merges two members when a second person approves it', async () => {
    await signIn(owner);
    await page.goto(address('#/members'));
    const { token } = await manage('POST', 'tokens', { name: 'vera', role: 'manager' });
    await page.getByTestId('merge-source').fill('m-0003');
    await page.getByTestId('merge-target').fill('m-0004');
    await page.getByTestId('propose-merge').click();
    const row = page.getByTestId('merge-of-m-0003');
    await row.getByText('Ждёт второго человека').waitFor();
    expect(await page.getByTestId('approve-merge-m-0003').isDisabled()).toBe(true);
    await page.getByTestId('sign-out').click();
    await signIn(String(token));
    await page.goto(address('#/members'));
    await page.getByTestId('approve-merge-m-0003').click();
    await page.getByRole('dialog').getByText('Отменить это нельзя').waitFor();
    await pictures('merge');
    await page.getByTestId('confirm').click();
    await row.getByText('owner, утвердил vera').waitFor();
    await pictures('merged');
    const { merges } = await manage('GET', 'merges');
    expect(merges).toMatchObject([
      { source: 'm-0003', target: 'm-0004', author: 'owner', approvedBy: 'vera' },
    ]);
    await page.getByTestId('sign-out').click();
    expect(opened.faults).toEqual([]);
  });

  it('erases a member after a word of warning', async () => {
    await signIn(owner);
    await page.goto(address('#/members/m-0005'));
    await page.getByTestId('erase').click();
    await page.getByRole('dialog').getByText('Отменить это нельзя').waitFor();
    await pictures('erase');
    await page.getByTestId('confirm').click();
    await page.getByTestId('find-member').waitFor();
    const { erasures } = await manage('GET', 'erasures');
    expect(erasures).toMatchObject([{ member: 'm-0005' }]);
  });

  it('makes a token that is shown once', async () => {
    await page.goto(address('#/tokens'));
    await page.getByTestId('token-name').fill('petr');
    await page.keyboard.press('Enter');
    await page.getByTestId('made-token').waitFor();
    await page.getByTestId('tokens').getByText('petr').waitFor();
    await pictures('tokens');
    await page.reload();
    await page.getByTestId('tokens').getByText('petr').waitFor();
    expect(await page.getByTestId('made-token').count()).toBe(0);
  });

  it('speaks English, fits a tablet, and is reached by the Tab key', async () => {
    await page.goto(address('#/tokens'));
    await page.getByRole('button', { name: 'EN' }).click();
    await page.getByRole('heading', { name: 'Tokens' }).waitFor();
    await page.setViewportSize({ width: 800, height: 1100 });
    for (const name of ['overview', 'programs', 'audit', 'members'] as const) {
      await page.goto(address(`#/${name}`));
      await page.getByRole('heading', { level: 1 }).waitFor();
      const overflow: number = await page.evaluate('document.body.scrollWidth - window.innerWidth');
      expect([name, overflow]).toEqual([name, 0]);
      await pictures(`${name}-tablet-en`);
    }
    expect(await page.locator('body').innerText()).not.toMatch(/audit\.|members\.|page\./);
    await page.goto(address('#/overview'));
    await page.reload();
    await page.getByTestId('tills').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Programs' }).waitFor();
    expect(opened.faults).toEqual([]);
  });
});
