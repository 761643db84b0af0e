import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import Driver from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { allCommands } from '../../../src/cli/commands.ts';
import { runCommandLine } from '../../../src/cli/run.ts';
import { rungTexts } from '../../../src/cli/rung-texts.ts';
import { ladder } from '../../../src/contracts/till-status.ts';
import english from '../../../src/renderer/i18n/en.json' with { type: 'json' };
import russian from '../../../src/renderer/i18n/ru.json' with { type: 'json' };
import { findingNext } from '../../../src/store/finding-next.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { memberRecord } from '../../support/till-fixtures.ts';
import { accepted, cart, confirmRequest, openTestTill } from '../../support/till-sale.ts';

async function doctor(...words: string[]) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const streams = { stdin: new PassThrough(), stdout, stderr };
  const code = await runCommandLine(allCommands, ['doctor', ...words], streams, new AbortController().signal);
  return { code, out: String(stdout.read() ?? ''), error: String(stderr.read() ?? '') };
}

/** The data folder of a till that sold something. */
function soldTill(): string {
  const till = openTestTill([memberRecord('m1')]);
  accepted(till.checkout.confirm('P1', confirmRequest(1, { receipt: cart({ member: 'm1' }) })));
  till.store.close();
  const folder = join(dirname(till.path), 'till');
  mkdirSync(folder);
  renameSync(till.path, join(folder, 'till.sqlite'));
  return folder;
}

/** Of a folder without an agent. */
const noAgent = 'Rung: off. No till answers at port 8377: it is not running, or has another port (--port).\n';

describe('the doctor', () => {
  it('says the rung in the words of the window', () => {
    expect(rungTexts).toEqual(
      Object.fromEntries(
        Object.keys(ladder).map((mode) => {
          const key = mode as keyof typeof ladder;
          return [mode, { ru: russian.rung[key], en: english.rung[key] }];
        }),
      ),
    );
  });

  it('tells a stranger at the port from the till, in the language asked for', async () => {
    const folder = soldTill();
    writeFileSync(join(folder, 'pos-token'), 'secret');
    const asked: string[] = [];
    const stranger = createServer((request, response) => {
      asked.push(JSON.stringify(request.headers));
      response.end('{"mode":"online"}');
    });
    await new Promise<void>((resolve) => void stranger.listen(0, '127.0.0.1', resolve));
    const { port } = stranger.address() as AddressInfo;
    const { out } = await doctor('--data', folder, '--port', String(port), '--language', 'ru');
    stranger.close();
    expect(out).toContain(`Ступень неизвестна: на порту ${port} отвечает не эта касса.`);
    expect(asked).toHaveLength(1);
    expect(asked[0]).not.toContain('secret');
  });

  it('is content with an honest till', async () => {
    const folder = soldTill();
    expect(await doctor('--data', folder)).toEqual({ code: 0, out: `${noAgent}All is well.\n`, error: '' });
    expect((await doctor('--data', folder, '--json')).out).toBe(
      '{"ok":true,"rung":"no-agent","findings":[]}\n',
    );
  });

  it('names what is wrong and fails', async () => {
    const folder = soldTill();
    const driver = new Driver(join(folder, 'till.sqlite'));
    driver.exec("UPDATE journal SET payload = payload || ' '");
    driver.close();
    const { code, out } = await doctor('--data', folder);
    expect([code, out]).toEqual([
      1,
      `${noAgent}broken-chain: The journal was changed at operation 1 of epoch 1. ${findingNext['broken-chain'].en}\n`,
    ]);
    const russian = await doctor('--data', folder, '--language', 'ru');
    expect(russian.out).toContain('broken-chain: Журнал изменён на операции 1 эпохи 1. Не продавайте дальше');
  });

  it('says where a till was expected', async () => {
    const { code, error } = await doctor('--data', temporaryFolder());
    expect(code).toBe(1);
    expect(error).toContain('There is no till in');
  });
});
