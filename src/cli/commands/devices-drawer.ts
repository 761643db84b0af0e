import { randomUUID } from 'node:crypto';
import type { Sentence } from '../../contracts/sentence.ts';
import { refusedBy, runningTill, runningTillOptions } from '../ask-till.ts';
import { type Command, CommandFailure } from '../command.ts';

const opened: Sentence = {
  ru: 'Сигнал ящику отправлен; в журнале проверки есть запись.',
  en: 'The drawer was told to open; the audit log has a line.',
};
const pinNeeded: Sentence = {
  ru: 'Без продажи ящик открывает управляющий: добавьте --staff и его ПИН-код в KOPILKA_PIN.',
  en: "Without a sale a manager opens the drawer: add --staff and the manager's PIN in KOPILKA_PIN.",
};

export const devicesDrawerCommand: Command = {
  name: 'devices drawer',
  summary: 'opens the cash drawer of the running till without a sale',
  options: {
    ...runningTillOptions,
    staff: { help: "id of the manager who allows it, where the chain's managers have PINs", value: 'ID' },
    pin: { help: "the manager's PIN (or KOPILKA_PIN in the environment)", value: 'DIGITS' },
  },
  example: 'kopilka devices drawer --data ./till',
  run: async (context) => {
    const staff = context.text('staff');
    const pin = context.text('pin') ?? process.env.KOPILKA_PIN;
    const asked = await runningTill(context).openDrawer({
      operationId: randomUUID(),
      ...(staff === undefined || pin === undefined ? {} : { approval: { staff, pin } }),
    });
    if (!asked.ok && asked.error.code === 'manager-pin-needed') throw new CommandFailure(pinNeeded);
    if (!asked.ok) throw refusedBy(asked.error);
    context.out(context.json ? JSON.stringify(asked.value) : opened[context.language]);
    return 0;
  },
};
