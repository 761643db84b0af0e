import { createInterface } from 'node:readline';
import type { Language } from '../../contracts/local-text.ts';
import type { Problem } from '../../contracts/problem.ts';
import { refusal, toProblem } from '../../contracts/refusal.ts';
import type { Quoted } from '../../loyalty/explain/quoted.ts';
import { explainQuote } from '../../loyalty/explain.ts';
import { tellIssue } from '../../loyalty/program/validate.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { err, type Result } from '../../shared/result.ts';
import { type Command, type CommandContext, CommandFailure, UsageFailure } from '../command.ts';
import { quoteCase, quoteReceipt, readContext, readMember, readProgram } from '../evaluate.ts';
import { faultLines } from '../fault-lines.ts';
import { readJsonFile } from '../read-json.ts';

const problemSentence = (problem: Problem): string => [problem.detail, ...faultLines(problem)].join('\n');

function orFail<T>(result: Result<T, Problem>, file: string): T {
  if (result.ok) return result.value;
  throw new CommandFailure(`${file}: ${problemSentence(result.error)}`);
}

function explanationLanguage(context: CommandContext): Language | null {
  const language = context.text('explain') ?? null;
  if (language === null || language === 'ru' || language === 'en') return language;
  throw new UsageFailure('--explain must be ru or en.');
}

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
  const language = explanationLanguage(context);
  let refused = 0;
  return {
    print: (result) => {
      if (!result.ok) {
        refused += 1;
        context.out(canonicalJson(result.error));
      } else if (language === null) context.out(canonicalJson(result.value.quote));
      else for (const line of explainLines(result.value, language)) context.out(line);
    },
    code: () => (refused === 0 ? 0 : 1),
  };
}

function quoteCases(context: CommandContext, files: readonly string[]): number {
  const { print, code } = makePrinter(context);
  for (const file of files) {
    try {
      print(quoteCase(readJsonFile(file)));
    } catch (cause) {
      if (!(cause instanceof CommandFailure)) throw cause;
      print(err(toProblem(refusal('malformed-json', cause.message), 'en')));
    }
  }
  return code();
}

async function quoteStream(context: CommandContext, programFile: string): Promise<number> {
  const language = explanationLanguage(context) ?? 'en';
  const document = readJsonFile(programFile);
  if (typeof document === 'object' && document !== null && 'program' in document && 'receipt' in document)
    throw new CommandFailure(
      `${programFile} holds a case, not a program: use "quote --case ${programFile}".`,
    );
  const { compiled, warnings } = orFail(readProgram(document, language), programFile);
  for (const issue of warnings) context.error(`warning: ${issue.path}: ${tellIssue(issue, language)}`);
  const memberFile = context.text('member');
  const member = memberFile === undefined ? null : orFail(readMember(readJsonFile(memberFile)), memberFile);
  const contextFile = context.text('context');
  const quoteContext = orFail(
    readContext(contextFile === undefined ? {} : readJsonFile(contextFile)),
    contextFile ?? '',
  );
  const { print, code } = makePrinter(context);
  for await (const line of createInterface({ input: context.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (context.signal.aborted) return 1;
    if (line.trim() === '') continue;
    let receipt: unknown;
    try {
      receipt = JSON.parse(line);
    } catch (cause) {
      const detail = `A line of the receipts is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`;
      print(err(toProblem(refusal('malformed-json', detail), 'en')));
      continue;
    }
    print(quoteReceipt(compiled, member, receipt, quoteContext));
  }
  return code();
}

export const quoteCommand: Command = {
  name: 'quote',
  summary: 'what the engine says of receipts: one quote a line, the same bytes a till would give',
  arguments: '[FILE…]',
  options: {
    program: { help: 'the program document', value: 'FILE' },
    member: { help: 'the member; without it a guest buys', value: 'FILE' },
    context: { help: 'offline, allowance, coupons, explain', value: 'FILE' },
    explain: { help: 'print each quote in words instead: ru or en', value: 'LANG' },
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
        throw new UsageFailure('Give --case or --program, not both.');
      return quoteCases(context, [caseFile, ...context.positionals]);
    }
    if (context.positionals.length > 0)
      throw new UsageFailure('Receipts come on standard input; files go with --case.');
    const programFile = context.text('program');
    if (programFile === undefined)
      throw new UsageFailure('Give --program FILE, or --case FILE. See "kopilka quote --help".');
    return quoteStream(context, programFile);
  },
};
