import { refusedBy, runningTill, runningTillOptions } from '../ask-till.ts';
import type { Command } from '../command.ts';
import { deviceWord, healthWord } from './device-words.ts';

export const devicesCheckCommand: Command = {
  name: 'devices check',
  summary: 'asks every device of the running till how it is now, and says what to do',
  options: runningTillOptions,
  example: 'kopilka devices check --data ./till',
  run: async (context) => {
    const { language } = context;
    const checked = await runningTill(context).checkDevices();
    if (!checked.ok) throw refusedBy(checked.error);
    const { devices } = checked.value;
    if (context.json) context.out(JSON.stringify({ devices }));
    else {
      for (const device of devices) {
        context.out(`${device.id}: ${deviceWord(device.kind, language)}: ${healthWord(device, language)}`);
      }
    }
    return devices.some(({ state }) => state === 'offline') ? 1 : 0;
  },
};
