import type { Language } from '../../contracts/local-text.ts';
import type { Member } from '../../contracts/member.ts';
import type { Problem } from '../../contracts/problem.ts';
import type { QuoteContext } from '../../contracts/quote-context.ts';
import type { Receipt } from '../../contracts/receipt.ts';
import { refusal, toProblem } from '../../contracts/refusal.ts';
import type { Sentence } from '../../contracts/sentence.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { readContext, readMember, readReceipt } from '../evaluate.ts';
import { notJsonInLine } from '../read-json.ts';

/** One line of the file: a receipt with who bought and what was known then. */
export type StoredReceipt = {
  readonly receipt: Receipt;
  readonly member: Member | null;
  readonly context: QuoteContext;
};

const known = new Set(['receipt', 'member', 'context']);

/** Most receipts bring no context: theirs is read once. */
const usualContext = readContext({}, 'en');

export const refuseLine = (
  code: 'malformed-json' | 'invalid',
  detail: Sentence,
  language: Language,
): Result<never, Problem> => err(toProblem(refusal(code, detail[language]), language));

/**
 * Reads a line: `{"receipt": …, "member": …, "context": …}`, the last two optional, or a bare receipt. What does not fit
 * the contract is a problem document.
 */
export function readStoredReceipt(line: string, language: Language): Result<StoredReceipt, Problem> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    const where = notJsonInLine(line.trimEnd());
    return refuseLine(
      'malformed-json',
      { en: `Not JSON: ${where.en}`, ru: `Не JSON: ${where.ru}` },
      language,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const sentence = {
      en: 'A line holds a receipt as a JSON object.',
      ru: 'В строке нужен чек – объект JSON.',
    };
    return refuseLine('invalid', sentence, language);
  }
  const isWrapped = 'receipt' in value;
  const wrong = isWrapped ? Object.keys(value).find((key) => !known.has(key)) : undefined;
  if (wrong !== undefined) {
    const sentence = {
      en: `A line holds receipt, member and context; "${wrong}" is not known here.`,
      ru: `В строке бывают receipt, member и context; «${wrong}» здесь не бывает.`,
    };
    return refuseLine('invalid', sentence, language);
  }
  const member = readMember(isWrapped ? Reflect.get(value, 'member') : null, language);
  if (!member.ok) return member;
  const given: unknown = isWrapped ? Reflect.get(value, 'context') : undefined;
  const context = given === undefined ? usualContext : readContext(given, language);
  if (!context.ok) return context;
  const receipt = readReceipt(isWrapped ? Reflect.get(value, 'receipt') : value, language);
  if (!receipt.ok) return receipt;
  return ok({ receipt: receipt.value, member: member.value, context: context.value });
}
