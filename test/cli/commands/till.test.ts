import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Driver from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockDataDir } from '../../../src/agent/data-lock.ts';
import { systemClock } from '../../../src/drivers/system-clock.ts';
import { err } from '../../../src/shared/result.ts';
import { openTillStore } from '../../../src/store/till-store.ts';
import { openShop } from '../../hub/support/shop.ts';
import { runHere } from '../../support/run-here.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** What a command that is refused says in both languages: one sentence or two each, on the error stream alone. */
async function refused(...words: string[]): Promise<{ readonly ru: string; readonly en: string }> {
  const told = { ru: '', en: '' };
  for (const language of ['ru', 'en'] as const) {
    const { code, out, error } = await runHere([...words, '--language', language]);
    expect([code, out]).toEqual([1, '']);
    told[language] = error.trim();
  }
  expect(told.ru).toMatch(/[а-яё]{3,}/i);
  expect(told.en).not.toMatch(/[а-яё]/i);
  return told;
}

const folder = (): string => join(temporaryFolder(), 'till');
const till = (data: string, ...more: string[]) =>
  refused('till', '--data', data, '--headless', '--port', '0', ...more);
const reEnrol = (data: string, ...more: string[]) => refused('till', 're-enrol', '--data', data, ...more);

/** A till's folder that was opened once, not enrolled. */
function newTill(): string {
  const data = folder();
  mkdirSync(data);
  openTillStore(join(data, 'till.sqlite'), {
    clock: systemClock,
    bootId: 'boot',
    verifyPack: () => err('none'),
  }).close();
  return data;
}

describe('a till that cannot start says why and what to do, in both languages', () => {
  it('without a code, with a hub that does not answer, with a wrong port', async () => {
    const data = folder();
    const first = await till(data);
    expect(first.ru).toContain(`Получите код у оператора и запустите: kopilka till --data ${data} --hub`);
    expect(first.en).toContain(`Ask the operator for a code and start it: kopilka till --data ${data} --hub`);
    const away = await till(data, '--hub', 'http://127.0.0.1:1', '--enrol', '22222222');
    expect(away.ru).toMatch(/^Сервер сети http:\/\/127\.0\.0\.1:1 не отвечает .* Проверьте адрес/);
    expect(away.en).toMatch(/^The hub at http:\/\/127\.0\.0\.1:1 does not answer .* Check its address/);
    const port = await refused('till', '--data', data, '--port', 'http');
    expect(port.ru).toBe('--port: нужен номер порта от 0 до 65535, а не «http».');
  });

  it('with a code that the hub refuses, a port or a socket that is taken, a key that is lost', async () => {
    const shop = await openShop();
    const data = folder();
    const wrong = await till(data, '--hub', shop.url(), '--enrol', '22222222');
    expect(wrong.ru).toMatch(/Получите новый код у оператора\. \(enrol-code-refused\)$/);
    expect(wrong.en).toMatch(/Ask the operator for a new one\. \(enrol-code-refused\)$/);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const taken = ['--port', String((other.address() as AddressInfo).port)];
    const code = await shop.enrolCode('t1');
    // The first of the two enrols; from then on the till is known, and no code is used.
    const port = await till(data, '--hub', shop.url(), '--enrol', code, ...taken);
    expect(port.ru).toMatch(/^Порт занят другой программой .*--ui-port, а для storeLan/);
    expect(port.en).toMatch(/^A port is taken by another program .*--ui-port, and in config\.json/);
    const socket = join(data, 'plain-file');
    writeFileSync(socket, '');
    writeFileSync(join(data, 'config.json'), JSON.stringify({ posApi: { socket } }));
    const notSocket = await till(data);
    expect(notSocket.ru).toMatch(/и это не сокет\. Уберите его/);
    expect(notSocket.en).toMatch(/is no socket\. Remove it/);
    rmSync(join(data, 'till-key.pem'));
    const lost = await till(data);
    expect(lost.ru).toContain(`kopilka till re-enrol --data ${data} --enrol КОД`);
    expect(lost.en).toContain(`kopilka till re-enrol --data ${data} --enrol CODE`);
  });

  it('with data of a newer version, of another process, with a config that is no JSON', async () => {
    const data = newTill();
    const config = join(data, 'config.json');
    writeFileSync(config, '{');
    expect((await till(data)).ru).toContain(`${config} – не JSON`);
    rmSync(config);
    const lock = lockDataDir(data, 'till');
    const held = await till(data);
    if (lock.ok) lock.value();
    expect(held.ru).toContain('уже работает другой процесс');
    const driver = new Driver(join(data, 'till.sqlite'));
    driver.exec("INSERT INTO schema_migrations VALUES (9999, 'of-tomorrow', 'x')");
    driver.close();
    const newer = await till(data);
    expect(newer.ru).toMatch(/Обновите программу; ничего не изменено\. \(newer-than-code: /);
    expect(newer.en).toMatch(/Update the program; nothing was changed\. \(newer-than-code: /);
    expect(await reEnrol(data, '--enrol', '22222222')).toEqual(newer);
  });
});

it('the product that cannot start names the port and its option, in both languages', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const start = ['start', '--data', temporaryFolder(), '--no-open', '--ui-port', '0'];
  const taken = await refused(...start, '--hub-port', '0', '--port', String(port));
  expect(taken.ru).toBe(
    `Порт ${port} (POS API) занят другой программой. Остановите её или выберите другой порт: --port N.`,
  );
  const same = await refused(...start, '--port', '9190', '--hub-port', '9190');
  expect(same.ru).toBe('--port и --hub-port – оба 9190. Дайте каждому свой порт.');
});

describe('a till that cannot be enrolled again says why and what to do, in both languages', () => {
  it('without a code, without data, never enrolled before', async () => {
    const data = folder();
    expect((await reEnrol(data)).ru).toBe('Нужен код. Получите его у оператора и укажите: --enrol КОД.');
    const none = await reEnrol(data, '--enrol', '22222222');
    expect(none.ru).toMatch(/нет кассы\. Укажите папку/);
    expect(none.en).toMatch(/There is no till in .*Give the folder/);
    const never = await reEnrol(newTill(), '--enrol', '22222222');
    expect(never.ru).toContain('ещё не подключена. Получите код');
    expect(never.en).toContain('not enrolled yet. Ask the operator');
  });
});
