import { closeSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
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
import { tamper } from '../../support/tamper.ts';
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

  describe('mending', () => {
    const imbalance = "UPDATE postings SET points = points + 1 WHERE account = 'available'";
    const lostAnswers = 'DELETE FROM answers';
    const otherHead = `INSERT OR REPLACE INTO settings VALUES ('hub-head', '{"epoch":1,"head":"00","headSequence":1}')`;
    /** Before the rung and the findings, which stand in both languages anyway. */
    const lines = (text: string): string[] =>
      text
        .split(/^(?:Ступень|Rung)/m, 1)[0]
        ?.trimEnd()
        .split('\n') ?? [];

    it.each([
      ['ru', /[А-Яа-я]{3}/, /\b(?:the|is|are|to|of|not)\b/i],
      ['en', /[A-Za-z]{3}/, /[А-Яа-яЁё]/],
    ] as const)('is told in %s from the plan to the end', async (language, own, other) => {
      const folder = soldTill();
      tamper(join(folder, 'till.sqlite'), [imbalance, lostAnswers, otherHead].join(';'));
      const repair = ['--data', folder, '--language', language, '--repair'];
      const asked = await doctor(...repair, '--discard', 'nobody');
      const refused = await doctor(...repair, '--discard', 'nobody', '--yes');
      const done = await doctor(...repair, '--yes');
      const told = [...lines(asked.out), asked.error, refused.error, ...lines(done.out)];
      for (const line of told) {
        expect(line).toMatch(own);
        expect(line.replaceAll(folder, '')).not.toMatch(other);
      }
      // The plan of three rules and a wish, as it was done, and where the data as they were lie.
      expect(lines(asked.out)).toHaveLength(4);
      expect(lines(done.out)).toHaveLength(3 + 3 + 1);
      expect([asked.code, refused.code, done.code]).toEqual([1, 1, 0]);
    });

    it('of damaged pages is told in Russian too', async () => {
      const folder = soldTill();
      const file = openSync(join(folder, 'till.sqlite'), 'r+');
      writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, 4096 * 3);
      closeSync(file);
      const { out } = await doctor('--data', folder, '--language', 'ru', '--repair', '--yes');
      expect(out).toMatch(/^сделать {2}Файл данных повреждён \(.*\)\. Он составляется заново/);
      expect(out).toMatch(
        /сделано {2}Файл составлен заново\. Операций сохранено: 1, из них ждут отправки: 1\./,
      );
    });
  });

  it('says where a till was expected', async () => {
    const { code, error } = await doctor('--data', temporaryFolder());
    expect(code).toBe(1);
    expect(error).toContain('There is no till in');
  });
});
