import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { tryDevices } from '../../agent/devices-test.ts';
import { readTillConfig } from '../../agent/till-config.ts';
import type { Sentence } from '../../contracts/sentence.ts';
import { type Command, CommandFailure, UsageFailure } from '../command.ts';
import { deviceWord, healthWord, printExitCode, printWord } from './device-words.ts';

/** A device that has said nothing of itself for so long is reported as it is. */
const longestStartMs = 15_000;
const lookAgainMs = 50;

const notKept: Sentence = { ru: 'номер не сохраняется', en: 'its number is not kept' };
const pageNames: Readonly<Record<'page' | 'code-pages', Sentence>> = {
  page: { ru: 'пробная страница', en: 'test page' },
  'code-pages': { ru: 'строки кодовых страниц', en: 'lines of code pages' },
};
const noFile = (path: string): Sentence => ({
  ru: `Файла ${path} нет. Проверьте путь.`,
  en: `${path} does not exist. Check the path.`,
});
const listening = (seconds: number): Sentence => ({
  ru: `Отсканируйте что-нибудь: касса слушает ${seconds} с.`,
  en: `Scan something; listening for ${seconds} s.`,
});

export const devicesTestCommand: Command = {
  name: 'devices test',
  summary: 'tries the devices of a config: health, a printed page, scans',
  options: {
    config: { help: "the till's config file", value: 'FILE', required: true },
    print: { help: 'print a test page; exit code 1: not printed, 3: sent but not confirmed' },
    'code-pages': { help: 'print one line through each code page; the readable one has the number' },
    seconds: { help: 'listen to scanners for so long', value: 'N', default: '10' },
  },
  example: 'kopilka devices test --config till.json --print',
  run: async (context) => {
    const seconds = Number(context.must('seconds'));
    if (!Number.isInteger(seconds) || seconds < 0 || seconds > 3600) {
      throw new UsageFailure({
        ru: '--seconds: нужно целое число от 0 до 3600.',
        en: '--seconds is a whole number from 0 to 3600.',
      });
    }
    const { language } = context;
    const path = resolve(context.must('config'));
    // A till without a file is a till without devices; here somebody has named one.
    if (!existsSync(path)) throw new CommandFailure(noFile(path));
    const config = readTillConfig(path, language);
    if (!config.ok) throw new CommandFailure(config.error.join('\n'));
    const say = (what: object, line: string): void => context.out(context.json ? JSON.stringify(what) : line);

    const trial = tryDevices(config.value.devices, (scan) => {
      const shown = scan.text === null ? notKept[language] : JSON.stringify(scan.text);
      say(
        { scan },
        `${scan.deviceId}: ${deviceWord(scan.kind, language)}: ${shown}${scan.aim === null ? '' : ` ]${scan.aim}`}`,
      );
    });
    try {
      for (let waitedMs = 0; waitedMs < longestStartMs; waitedMs += lookAgainMs) {
        if (trial.devices().every(({ reason }) => reason !== 'starting')) break;
        await pause(lookAgainMs, context.signal);
      }
      const devices = trial.devices();
      for (const device of devices) {
        const health = healthWord(device, language);
        say({ device }, `${device.id}: ${deviceWord(device.kind, language)}: ${health}`);
      }
      const pages = [
        ...(context.flag('print') ? (['page'] as const) : []),
        ...(context.flag('code-pages') ? (['code-pages'] as const) : []),
      ];
      const codes: number[] = [];
      for (const page of pages) {
        const printed = await trial.print(page, language);
        codes.push(printExitCode(printed));
        const result = printed.reason === null ? printed.state : `${printed.state}: ${printed.reason}`;
        say({ print: page, result }, `${pageNames[page][language]}: ${printWord(printed, language)}`);
      }
      if (config.value.devices.scanners.length > 0 && seconds > 0) {
        if (!context.json) context.out(listening(seconds)[language]);
        await pause(seconds * 1000, context.signal);
      }
      if (codes.includes(1) || devices.some((device) => device.state === 'offline')) return 1;
      return Math.max(0, ...codes);
    } finally {
      await trial.close();
    }
  },
};

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, durationMs);
    signal.addEventListener('abort', end);
  });
}
