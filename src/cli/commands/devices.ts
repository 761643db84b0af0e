import { findDevices } from '../../agent/devices-found.ts';
import type { Sentence } from '../../contracts/sentence.ts';
import type { FoundDevice } from '../../contracts/setup.ts';
import type { Command } from '../command.ts';
import { deviceWord } from './device-words.ts';

const advices: Readonly<Record<NonNullable<FoundDevice['advice']>, Sentence>> = {
  'wrong-mode-ibm': {
    ru: 'в режиме IBM: отсканируйте код «USB HID POS» из инструкции и запустите команду ещё раз',
    en: 'is in IBM mode: scan the "USB HID POS" code of its manual, then run this again',
  },
  'wrong-mode-keyboard': {
    ru: 'печатает как клавиатура, в то окно, которое впереди; чтобы его слышала сама касса, отсканируйте код «USB HID POS» из инструкции',
    en: 'types as a keyboard, into whatever window is in front; for the till itself to hear it scan the "USB HID POS" code of its manual',
  },
  'same-reader': {
    ru: 'не отличить от другого такого же: подключите один из двух через COM-порт (код «USB COM» из инструкции) и запустите команду ещё раз',
    en: 'cannot be told from another of its make: connect one of the two as a serial port (the "USB COM" code of its manual), then run this again',
  },
  'which-device': {
    ru: 'может быть чем угодно: если это устройство кассы, впишите его в настройки сами',
    en: 'could be anything: name it in the config yourself if it belongs to the till',
  },
};

const blindnesses: Readonly<Record<'serial' | 'hid', Sentence>> = {
  serial: {
    ru: 'Последовательные порты не видны: установите пакет «udev».',
    en: 'Serial ports cannot be listed: install the package "udev".',
  },
  hid: {
    ru: 'Устройства USB HID не видны: установите пакет «libusb-1.0-0».',
    en: 'USB HID devices cannot be listed: install the package "libusb-1.0-0".',
  },
};

const nothingFound: Sentence = {
  ru: 'Устройств кассы не найдено. Проверьте кабели и питание.',
  en: 'No device of a till was found. Check cables and power.',
};
const proposed: Sentence = {
  ru: 'Предложение для файла настроек кассы:',
  en: "Proposed for the till's config file:",
};
const tryIt: Sentence = {
  ru: 'Проверить: kopilka devices test --config ФАЙЛ',
  en: 'Try it with: kopilka devices test --config FILE',
};

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
    const { language } = context;
    for (const part of found.blind) context.error(blindnesses[part][language]);
    if (found.devices.length === 0) context.out(nothingFound[language]);
    for (const { kind, where, name, advice } of found.devices) {
      const next = advice === null ? '' : `  ${advices[advice][language]}`;
      context.out(`${deviceWord(kind, language)}  ${name}  ${where}${next}`);
    }
    context.out('');
    context.out(proposed[language]);
    context.out(JSON.stringify({ devices: found.config }, null, 2));
    context.out(tryIt[language]);
    return 0;
  },
};
