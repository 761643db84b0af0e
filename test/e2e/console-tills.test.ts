import { afterAll, describe, expect, it } from 'vitest';
import { demoProgram } from '../../src/cli/demo/program.ts';
import type { ProgramInput } from '../../src/contracts/program.ts';
import { openTill } from '../hub/support/till.ts';
import { half, openConsole, plain } from '../support/console-page.ts';
import { eventually } from '../support/processes.ts';

// The hub's console in a real against a real hub with a real till.
const { demo, owner, opened, page, address, manage, quoteAtTill, signIn, pictures, close } =
  await openConsole();
afterAll(close);

describe("a chain's tills in the console", () => {
  it('are in touch', async () => {
    await signIn(owner);
    await page.getByTestId('till-t1').getByText('На связи').waitFor({ timeout: 60_000 });
    await page.getByTestId('till-t1').getByText('№ 1, новейшая').waitFor({ timeout: 60_000 });
  });

  it('connects a till, and shows which of its receipts come out otherwise', async () => {
    const bread: ProgramInput = {
      ...demoProgram,
      promotions: [
        {
          id: 'bread',
          name: { ru: 'Хлеб дешевле', en: 'Cheaper bread' },
          then: [{ type: 'percentOff', percent: 10, of: { sku: ['bread'] } }],
        },
      ],
    };
    const published = (await manage('POST', 'programs', { program: bread })) as { pack: { number: number } };
    const pack = published.pack.number;
    const till = await openTill(
      {
        url: () => String(demo.ready.hub),
        enrolCode: async (id) => {
          await page.goto(address('#/overview'));
          await page.getByTestId('add-till').click();
          await page.getByTestId('enrol-store').fill('s2');
          await page.getByTestId('enrol-till').fill(id);
          await page.getByTestId('make-code').click();
          await page.getByTestId('made-code').waitFor();
          const code = /^[A-Z2-9]{8}$/m.exec(await page.getByTestId('made-code').innerText())?.[0];
          await pictures('enrol-code');
          await page.keyboard.press('Escape');
          return String(code);
        },
      },
      't2',
    );
    till.client.start();
    await eventually('the other till has the program', async () =>
      till.store.packs.byNumber(pack) !== null && till.store.member('m-0001') !== null ? true : null,
    );
    // Neither the discount nor the points are what the program gives.
    till.sell({ member: null, netMinor: 129_900, pack, seen: {} });
    till.sell({ member: 'm-0001', netMinor: 5000, earned: 7, pack, seen: { member: {} } });
    till.client.poke();
    const flags = page.getByTestId('flags');
    await flags.getByText('t2-1-2').waitFor({ timeout: 60_000 });
    await flags.getByText('t2-1-1').waitFor({ timeout: 60_000 });
    expect(await page.getByTestId('flag-count').innerText()).toContain('2');
    expect(plain(await flags.innerText())).toContain('-129,90 ₽');
    await pictures('flags');
    await manage('POST', `packs/${pack}/revoke`, {});
    expect(opened.faults).toEqual([]);
  });

  it('schedules a program and calls it off; tries it in one store, then lets all have it, and takes it back', async () => {
    const file = { name: 'p.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(half)) };
    const state = page.getByTestId('pack-state');
    const begin = async (): Promise<void> => {
      await page.goto(address('#/programs/new'));
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByTestId('rules').getByText('Молоко за полцены').waitFor();
    };
    const { net: before, pack } = await quoteAtTill();
    expect(before).toBe(10000);
    await begin();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
    await page.getByTestId('publish-at').fill(tomorrow);
    await page.getByTestId('publish').click();
    await page.getByRole('dialog').getByText('и без связи тоже').waitFor();
    await page.getByTestId('confirm').click();
    await state.getByText('По расписанию').waitFor();
    // The till has it already, and does not use it.
    await page.getByTestId('acknowledgements').getByText('Получила').waitFor({ timeout: 60_000 });
    expect(await quoteAtTill()).toEqual({ net: 10000, pack });
    await pictures('scheduled');
    const scheduled = page.url();
    await page.getByTestId('revoke').click();
    await page.getByTestId('confirm').click();
    await state.getByText('Действует', { exact: true }).waitFor();
    await page.goto(scheduled);
    await state.getByText('Отменена', { exact: true }).waitFor();

    await begin();
    await page.getByTestId('publish-stores').click({ force: true });
    await page.getByRole('option', { name: 's2' }).click();
    await page.keyboard.press('Escape');
    await page.getByTestId('publish').click();
    await page.getByTestId('confirm').click();
    await state.getByText('В пробных магазинах').waitFor();
    expect(plain(await state.innerText())).toContain('Только для магазинов: s2.');
    await pictures('canary');
    expect((await quoteAtTill()).net).toBe(10000);
    await page.getByTestId('republish').click();
    await page.getByTestId('confirm').click();
    await state.getByText('Для всех магазинов.').waitFor();
    await eventually('the other store has it', async () =>
      (await quoteAtTill()).net === 5000 ? true : null,
    );
    const forAll = page.url();
    await page.getByTestId('revoke').click();
    await page.getByTestId('confirm').click();
    // The page goes on to the program that holds again.
    await page.waitForURL((url) => url.href !== forAll);
    await eventually('it has the one before', async () =>
      (await quoteAtTill()).net === 10000 ? true : null,
    );
    expect(opened.faults).toEqual([]);
  });

  it('shuts out a till that was stolen', async () => {
    await page.goto(address('#/overview'));
    await page.getByTestId('revoke-t2').click();
    await page.getByRole('dialog').getByText('украденной или потерянной').waitFor();
    await pictures('revoke-till');
    await page.getByTestId('confirm').click();
    await page.getByTestId('revoke-t2').waitFor({ state: 'detached' });
    const { tills } = (await manage('GET', 'tills')) as { tills: { id: string; enrolled: boolean }[] };
    expect(tills.filter(({ enrolled }) => enrolled).map(({ id }) => id)).toEqual(['t1']);
    expect(opened.faults).toEqual([]);
  });
});
