import { resolve } from 'node:path';
import type { ReEnrolled } from '../../agent/re-enrol-till.ts';
import { type Command, CommandFailure } from '../command.ts';
import { languageOption } from '../language.ts';

const told = {
  ru: ({ store, till, epoch, waiting }: ReEnrolled): string[] => [
    `Теперь это касса ${till} магазина ${store} (эпоха ${epoch}).`,
    `Ждут передачи операций: ${waiting}. Запускайте кассу как раньше.`,
  ],
  en: ({ store, till, epoch, waiting }: ReEnrolled): string[] => [
    `This is till ${till} of store ${store} now (epoch ${epoch}).`,
    `Operations waiting to be delivered: ${waiting}. Start the till as before.`,
  ],
} as const;

export const tillReEnrolCommand: Command = {
  name: 'till re-enrol',
  summary: 'gives a stopped till another id or a new key; its data stay, what was not delivered goes along',
  options: {
    data: { help: 'folder of the till', value: 'DIR', required: true },
    enrol: { help: 'one-time code of "hub enrol-code" (or KOPILKA_ENROL)', value: 'CODE' },
    hub: { help: "the chain's hub (default: as before)", value: 'URL' },
    language: languageOption,
  },
  example: 'kopilka till re-enrol --data ./till --enrol K7QD-2M9X',
  run: async (context) => {
    const code = context.text('enrol') ?? process.env.KOPILKA_ENROL;
    if (code === undefined) {
      throw new CommandFailure({
        ru: 'Нужен код. Получите его у оператора и укажите: --enrol КОД.',
        en: 'A code is needed. Ask the operator for one and give it with --enrol CODE.',
      });
    }
    const { reEnrolTill } = await import('../../agent/re-enrol-till.ts');
    process.umask(0o077);
    const dataDir = resolve(context.must('data'));
    const done = await reEnrolTill({ dataDir, code, hubUrl: context.text('hub') });
    if (!done.ok) throw new CommandFailure(done.error);
    if (context.json) context.out(JSON.stringify(done.value));
    else {
      for (const line of told[context.language](done.value)) context.out(line);
    }
    return 0;
  },
};
