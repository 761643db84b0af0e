import { deviceReasonText } from '../../contracts/device-reasons.ts';
import { refusedBy, runningTill, runningTillOptions } from '../ask-till.ts';
import type { Command } from '../command.ts';
import { deviceWord } from './device-words.ts';

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
      for (const { id, kind, state, reason } of devices) {
        const why = reason === null ? '' : `. ${deviceReasonText(reason, language)}`;
        context.out(`${id}: ${deviceWord(kind, language)}: ${deviceWord(state, language)}${why}`);
      }
    }
    return devices.some(({ state }) => state === 'offline') ? 1 : 0;
  },
};
