import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Sentence } from '../../contracts/sentence.ts';
import { askRung, rungLine } from '../ask-rung.ts';
import { type Command, type CommandContext, CommandFailure } from '../command.ts';
import { languageOption } from '../language.ts';
import { readPort } from '../start/ports.ts';

const keysOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');

/** Says what will be done; goes on by `--yes`, or when a person at the terminal agrees. */
function asker(context: CommandContext): (plan: readonly Sentence[]) => Promise<boolean> {
  const { language } = context;
  const say = texts[language];
  return async (plan) => {
    if (!context.json) for (const line of plan) context.out(`${say.toDo}  ${line[language]}`);
    if (context.flag('yes')) return true;
    if (!process.stdin.isTTY || context.json) {
      context.error(say.addYes);
      return false;
    }
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question(say.question);
    terminal.close();
    return /^(y|yes|д|да)$/i.test(answer.trim());
  };
}

async function repair(context: CommandContext, dataDir: string): Promise<void> {
  const { repairTill } = await import('../../agent/repair-till.ts');
  const wishes = { requeue: keysOf(context.text('requeue')), discard: keysOf(context.text('discard')) };
  const repaired = await repairTill(dataDir, wishes, asker(context));
  if (!repaired.ok) throw new CommandFailure(repaired.error);
  const { done, kept } = repaired.value;
  if (context.json) return;
  const { language } = context;
  const say = texts[language];
  for (const line of done) context.out(`${say.done}  ${line[language]}`);
  if (kept !== null) context.out(`${say.kept} ${kept}`);
}

const texts = {
  ru: {
    toDo: 'сделать',
    done: 'сделано',
    addYes: 'Ничего не изменено. Чтобы это сделать, добавьте --yes.',
    question: 'Сделать? [д/Н] ',
    kept: 'Прежние данные лежат здесь:',
    allIsWell: 'Всё в порядке.',
  },
  en: {
    toDo: 'to do',
    done: 'done ',
    addYes: 'Nothing was changed. Add --yes to do this.',
    question: 'Do this? [y/N] ',
    kept: 'The data as they were before are in',
    allIsWell: 'All is well.',
  },
} as const;

const noTill = (dataDir: string): Sentence => ({
  ru: `В папке ${dataDir} нет кассы. Укажите папку, с которой запускается "kopilka till --data".`,
  en: `There is no till in ${dataDir}. Give the folder that "kopilka till --data" uses.`,
});

export const doctorCommand: Command = {
  name: 'doctor',
  summary:
    "says a till's rung and checks its data: pages, journal chain, ledger sums, stored answers; mends them with --repair",
  options: {
    data: { help: 'folder of the till', value: 'DIR', required: true },
    port: {
      help: 'port of the POS API of the running till, asked for its rung',
      value: 'N',
      default: '8377',
    },
    repair: { help: 'mend what can be mended without loss; the till must be stopped' },
    requeue: {
      help: 'with --repair: names in quarantine to offer to the hub again, by comma',
      value: 'NAMES',
    },
    discard: { help: 'with --repair: names in quarantine to drop for good, by comma', value: 'NAMES' },
    yes: { help: 'with --repair: do not ask' },
    language: languageOption,
  },
  example: 'kopilka doctor --data ./till --repair',
  run: async (context) => {
    const dataDir = resolve(context.must('data'));
    const { examineTill, wordsOf } = await import('../../agent/examine-till.ts');
    if (examineTill(dataDir) === null) throw new CommandFailure(noTill(dataDir));
    if (context.flag('repair')) await repair(context, dataDir);
    const findings = examineTill(dataDir) ?? [];
    const port = readPort(context.must('port'), 'port');
    const rung = await askRung(dataDir, port);
    const said = findings.map((finding) => ({
      code: finding.code,
      detail: wordsOf(finding, context.language),
    }));
    if (context.json) context.out(JSON.stringify({ ok: said.length === 0, rung, findings: said }));
    else context.out(rungLine(rung, port, context.language));
    if (context.json) return findings.length === 0 ? 0 : 1;
    if (said.length === 0) context.out(texts[context.language].allIsWell);
    for (const { code, detail } of said) context.out(`${code}: ${detail}`);
    return findings.length === 0 ? 0 : 1;
  },
};
