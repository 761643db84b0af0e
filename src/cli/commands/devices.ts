import { findDevices } from '../../agent/devices-found.ts';
import type { Command } from '../command.ts';

const advices = {
  'wrong-mode-ibm': 'is in IBM mode: scan the "USB HID POS" code of its manual, then run this again',
  'wrong-mode-keyboard':
    'types as a keyboard: the window hears it; for certainty scan the "USB HID POS" code of its manual',
  'which-device': 'could be anything: name it in the config yourself if it belongs to the till',
} as const;

const blindnesses = {
  serial: 'Serial ports cannot be listed: install the package "udev".',
  hid: 'USB HID devices cannot be listed: install the package "libusb-1.0-0".',
} as const;

export const devicesCommand: Command = {
  name: 'devices',
  summary: 'lists scanners, card readers and printers of this machine and proposes a config',
  options: {},
  example: 'kopilka devices\nkopilka devices --json',
  run: async (context) => {
    const found = await findDevices();
    if (context.json) {
      context.out(JSON.stringify(found));
      return 0;
    }
    for (const part of found.blind) context.error(blindnesses[part]);
    if (found.devices.length === 0) context.out('No device of a till was found. Check cables and power.');
    for (const { kind, where, name, advice } of found.devices) {
      context.out(`${kind}  ${name}  ${where}${advice === null ? '' : `  ${advices[advice]}`}`);
    }
    context.out('');
    context.out("Proposed for the till's config file:");
    context.out(JSON.stringify({ devices: found.config }, null, 2));
    context.out('Try it with: kopilka devices test --config FILE');
    return 0;
  },
};
