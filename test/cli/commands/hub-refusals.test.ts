import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runHere } from '../../support/run-here.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const hub = ['--hub', 'http://127.0.0.1:1', '--token', 'x'];
const absent = (): string => join(temporaryFolder(), 'hub');

it.each<[exit: number, words: () => readonly string[], russian: RegExp, english: RegExp]>([
  [1, () => ['hub', 'tills', ...hub], /сети http:\/\/127\.0\.0\.1:1 не отвечает/, /does not answer .* Is it/],
  [1, () => ['hub', 'tills', '--hub', 'x', '--token', 'x'], /--hub: нужен адрес/, /--hub must be an address/],
  [1, () => ['hub', '--data', absent(), '--port', '0'], /ещё нет сети\. Сначала/, /holds no chain yet\. Run/],
  [2, () => ['hub', 'publish', ...hub], /Укажите один файл программы/, /Give one program file/],
  [2, () => ['hub', 'erase', ...hub], /номер одного участника/, /id of one member/],
  [2, () => ['hub', 'till', 'revoke', ...hub], /номер одной кассы/, /id of one till/],
  [2, () => ['hub', 'rollback', 'x', ...hub], /номер одного пакета/, /number of one pack/],
  [2, () => ['hub', 'leases', 'write-off', '--till', 't1', ...hub], /Повторите с --yes/, /Repeat with --yes/],
  [
    2,
    () => ['hub', 'staff', 'add', '--id', 'a', '--name', 'А', '--pin', '12', ...hub],
    /от 4 до 12 цифр/,
    /4 to 12 digits/,
  ],
])('%i: what the hub’s commands refuse is told in both languages', async (exit, words, russian, english) => {
  const ru = await runHere([...words(), '--language', 'ru']);
  const en = await runHere([...words(), '--language', 'en']);
  expect([ru.code, en.code]).toEqual([exit, exit]);
  expect(ru.error).toMatch(russian);
  expect(en.error).toMatch(english);
});
