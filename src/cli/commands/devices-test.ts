import { resolve } from 'node:path';
import { tryDevices } from '../../agent/devices-test.ts';
import { readTillConfig } from '../../agent/till-config.ts';
import { deviceReasonText } from '../../contracts/device-reasons.ts';
import { type Command, CommandFailure, UsageFailure } from '../command.ts';

/** A device that has said nothing of itself for so long is reported as it is. */
const longestStartMs = 15_000;
const lookAgainMs = 50;

export const devicesTestCommand: Command = {
  name: 'devices test',
  summary: 'tries the devices of a config: health, a printed page, scans',
  options: {
    config: { help: "the till's config file", value: 'FILE', required: true },
    print: { help: 'print a test page' },
    'code-pages': { help: 'print one line through each code page; the readable one has the number' },
    seconds: { help: 'listen to scanners for so long', value: 'N', default: '10' },
    language: { help: 'ru or en', value: 'LANGUAGE', default: 'ru' },
  },
  example: 'kopilka devices test --config till.json --print',
  run: async (context) => {
    const seconds = Number(context.must('seconds'));
    if (!Number.isInteger(seconds) || seconds < 0 || seconds > 3600) {
      throw new UsageFailure('--seconds is a whole number from 0 to 3600.');
    }
    const { language } = context;
    const config = readTillConfig(resolve(context.must('config')));
    if (!config.ok) throw new CommandFailure(config.error.join('\n'));
    const say = (what: object, line: string): void => context.out(context.json ? JSON.stringify(what) : line);

    const trial = tryDevices(config.value.devices, (scan) => {
      const shown = scan.text === null ? 'a bank card, its number is not kept' : JSON.stringify(scan.text);
      say({ scan }, `${scan.deviceId}: ${scan.kind}: ${shown}${scan.aim === null ? '' : ` ]${scan.aim}`}`);
    });
    try {
      for (let waitedMs = 0; waitedMs < longestStartMs; waitedMs += lookAgainMs) {
        if (trial.devices().every(({ reason }) => reason !== 'starting')) break;
        await pause(lookAgainMs, context.signal);
      }
      const devices = trial.devices();
      for (const device of devices) {
        const text = device.reason === null ? '' : ` (${deviceReasonText(device.reason, language)})`;
        say({ device }, `${device.id}: ${device.kind} ${device.state}${text}`);
      }
      const pages = [
        ...(context.flag('print') ? (['page'] as const) : []),
        ...(context.flag('code-pages') ? (['code-pages'] as const) : []),
      ];
      for (const page of pages) {
        const printed = await trial.print(page, language);
        const word = printed.reason === null ? printed.state : `${printed.state}: ${printed.reason}`;
        say({ print: page, result: word }, `print ${page}: ${word}`);
      }
      if (config.value.devices.scanners.length > 0 && seconds > 0) {
        if (!context.json) context.out(`Scan something; listening for ${seconds} s.`);
        await pause(seconds * 1000, context.signal);
      }
      return devices.every((device) => device.state !== 'offline') ? 0 : 1;
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
