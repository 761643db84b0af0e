import type { Language } from '../../contracts/local-text.ts';
import type { Sentence } from '../../contracts/sentence.ts';

/** One fault of a program document, or one thing to think about before it goes out. */
export type ProgramIssue = {
  /** Stable, for machines. */
  readonly code: string;
  /** Where in the document: `promotions[0].when.tiers[1]`; empty for the document itself. */
  readonly path: string;
  /** What is wrong. */
  readonly message: Sentence;
  /** What to do, what belongs there or what was probably meant. */
  readonly hint: Sentence;
};

export const issueAt = (code: string, path: string, message: Sentence, hint: Sentence): ProgramIssue => ({
  code,
  path,
  message,
  hint,
});

/** What a person is told of an issue: the sentence and the hint. */
export const tellIssue = ({ message, hint }: ProgramIssue, language: Language): string =>
  `${message[language]} ${hint[language]}`;

/** Edits between two words, for "did you mean": insertions, deletions, replacements. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** A longer word is no slip of a name, and comparing it with thousands would take long. */
const LONGEST_SLIP = 100;

/** The known word nearest to a wrong one, when it is near enough to be a slip. */
export function nearest(wrong: string, known: Iterable<string>): string | undefined {
  if (wrong.length > LONGEST_SLIP) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(wrong.length / 3)) + 1;
  for (const word of known) {
    if (Math.abs(word.length - wrong.length) >= bestDistance) continue;
    const found = distance(wrong.toLowerCase(), word.toLowerCase());
    if (found < bestDistance && found < word.length) {
      best = word;
      bestDistance = found;
    }
  }
  return best;
}

/** "Did you mean …?", or the list of what there is. */
export function meant(wrong: string, known: Iterable<string>): Sentence {
  const words = [...known];
  const near = nearest(wrong, words);
  if (near !== undefined) return { en: `Did you mean "${near}"?`, ru: `Возможно, имелось в виду «${near}»?` };
  if (words.length === 0) return { en: 'There are none.', ru: 'Здесь их нет совсем.' };
  const list = words.slice(0, 12).join(', ');
  const more = words.length > 12 ? ', …' : '';
  return { en: `Known: ${list}${more}.`, ru: `Есть: ${list}${more}.` };
}
