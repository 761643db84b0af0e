import { createInterface } from 'node:readline';
import type { Language } from '../../contracts/local-text.ts';
import type { Problem } from '../../contracts/problem.ts';
import { refusal, toProblem } from '../../contracts/refusal.ts';
import type { Quoted } from '../../loyalty/explain/quoted.ts';
import { explainQuote } from '../../loyalty/explain.ts';
import type { CompiledProgram } from '../../loyalty/program/compiled.ts';
import { tellIssue } from '../../loyalty/program/validate.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { type Command, type CommandContext, CommandFailure, UsageFailure } from '../command.ts';
import { quoteCase, quoteReceipt, readContext, readMember, readProgram } from '../evaluate.ts';
import { orFail, problemLines } from '../fault-lines.ts';
import { languageOption } from '../language.ts';
import { notJson, readJsonFile } from '../read-json.ts';

/** The quote in words, indented below its purchase. */
function explainLines(quoted: Quoted, language: Language): string[] {
  const { receipt } = quoted;
  const { lines, receipt: whole, hints, refused } = explainQuote(quoted, language);
  const named = lines.map(({ text }, index) => {
    const line = receipt.lines[index];
    return `${line?.name || line?.sku || ''}: ${text}`;
  });
  return [receipt.purchaseId, ...[...named, ...whole, ...hints, ...refused].map((text) => `  ${text}`)];
}

/** One line a result; a refused one prints its problem document. Says whether all went well. */
function makePrinter(context: CommandContext): {
  print: (result: Result<Quoted, Problem>) => void;
  code: () => number;
} {
  const inWords = context.text('explain') !== undefined;
  let refused = 0;
  return {
    print: (result) => {
      if (!result.ok) {
        refused += 1;
        const lines = inWords ? problemLines(result.error, context.language) : [canonicalJson(result.error)];
        for (const line of lines) context.out(line);
      } else if (inWords) for (const line of explainLines(result.value, context.language)) context.out(line);
      else context.out(canonicalJson(result.value.quote));
    },
    code: () => (refused === 0 ? 0 : 1),
  };
}

function quoteCases(context: CommandContext, files: readonly string[]): number {
  const { print, code } = makePrinter(context);
  const { language } = context;
  for (const file of files) {
    try {
      print(quoteCase(readJsonFile(file), language));
    } catch (cause) {
      if (!(cause instanceof CommandFailure)) throw cause;
      print(err(toProblem(refusal('malformed-json', cause.told[language]), language)));
    }
  }
  return code();
}

/** A line of the receipts, or the problem document of one that is not JSON. `line`: its number, from 1. */
function parseLine(text: string, line: number, language: Language): Result<unknown, Problem> {
  try {
    return ok(JSON.parse(text));
  } catch {
    const where = notJson(text, line);
    const detail = language === 'ru' ? `Чек – не JSON: ${where.ru}` : `A receipt is not JSON: ${where.en}`;
    return err(toProblem(refusal('malformed-json', detail), language));
  }
}

/** A program from its file; a case given in its place is told apart. */
function programFrom(file: string, context: CommandContext): CompiledProgram {
  const { language } = context;
  const document = readJsonFile(file);
  if (typeof document === 'object' && document !== null && 'program' in document && 'receipt' in document)
    throw new CommandFailure({
      en: `${file} holds a case, not a program: use "quote --case ${file}".`,
      ru: `${file} – набор для расчёта, а не программа: запустите "quote --case ${file}".`,
    });
  const { compiled, warnings } = orFail(readProgram(document, language), file, language);
  const word = language === 'ru' ? 'предупреждение' : 'warning';
  for (const issue of warnings) context.error(`${word}: ${issue.path}: ${tellIssue(issue, language)}`);
  return compiled;
}

async function quoteStream(context: CommandContext, programFile: string): Promise<number> {
  const { language } = context;
  const compiled = programFrom(programFile, context);
  const read = (option: string): { readonly file: string; readonly value: unknown } => {
    const file = context.text(option);
    return { file: file ?? '', value: file === undefined ? undefined : readJsonFile(file) };
  };
  const [memberFile, contextFile] = [read('member'), read('context')];
  const member = orFail(readMember(memberFile.value, language), memberFile.file, language);
  const quoteContext = orFail(readContext(contextFile.value, language), contextFile.file, language);
  const { print, code } = makePrinter(context);
  let number = 0;
  for await (const text of createInterface({ input: context.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (context.signal.aborted) return 1;
    number += 1;
    if (text.trim() === '') continue;
    const line = parseLine(text, number, language);
    print(line.ok ? quoteReceipt(compiled, member, line.value, quoteContext, language) : line);
  }
  return code();
}

export const quoteCommand: Command = {
  name: 'quote',
  summary: 'what the engine says of receipts: one quote a line, the same bytes a till would give',
  arguments: '[--case FILE [FILE…]]',
  options: {
    program: { help: 'the program document', value: 'FILE' },
    member: { help: 'the member; without it a guest buys', value: 'FILE' },
    context: { help: 'offline, allowance, coupons, explain', value: 'FILE' },
    explain: { help: 'print each quote in words instead: ru or en', value: 'LANG' },
    language: languageOption,
    case: { help: 'files that hold program, member, receipt and context', value: 'FILE' },
  },
  example: [
    'kopilka quote --program program.json --member anna.json < receipts.ndjson > quotes.ndjson',
    'kopilka quote --case a.json b.json',
  ].join('\n'),
  run: async (context) => {
    const caseFile = context.text('case');
    if (caseFile !== undefined) {
      if (context.text('program') !== undefined)
        throw new UsageFailure({
          en: 'Give --case or --program, not both.',
          ru: 'Укажите --case или --program, но не оба.',
        });
      return quoteCases(context, [caseFile, ...context.positionals]);
    }
    if (context.positionals.length > 0)
      throw new UsageFailure({
        en: 'Receipts come on standard input; files go with --case.',
        ru: 'Чеки подаются на стандартный ввод; файлы указывают с --case.',
      });
    const programFile = context.text('program');
    if (programFile === undefined)
      throw new UsageFailure({
        en: 'Give --program FILE, or --case FILE. See "kopilka quote --help".',
        ru: 'Укажите --program ФАЙЛ или --case ФАЙЛ. См. "kopilka quote --help".',
      });
    return quoteStream(context, programFile);
  },
};
