/** One fault of a program document, or one thing to think about before it goes out. */
export type ProgramIssue = {
  /** Stable, for machines. */
  readonly code: string;
  /** Where in the document: `promotions[0].when.tiers[1]`; empty for the document itself. */
  readonly path: string;
  /** An English sentence. */
  readonly message: string;
  /** What to do or what was probably meant. */
  readonly hint?: string;
};

export function issueAt(code: string, path: string, message: string, hint?: string): ProgramIssue {
  return hint === undefined ? { code, path, message } : { code, path, message, hint };
}

/** Path of a nested value as text: ["promotions", 0, "when"] is `promotions[0].when`. */
export function pathText(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else text += text === '' ? String(key) : `.${String(key)}`;
  }
  return text;
}

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

/** The known word nearest to a wrong one, when it is near enough to be a slip. */
export function nearest(wrong: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(wrong.length / 3)) + 1;
  for (const word of known) {
    const found = distance(wrong.toLowerCase(), word.toLowerCase());
    if (found < bestDistance) {
      best = word;
      bestDistance = found;
    }
  }
  return best;
}

/** "Did you mean …?", or the list of what there is. */
export function meant(wrong: string, known: Iterable<string>): string {
  const words = [...known];
  const near = nearest(wrong, words);
  if (near !== undefined) return `Did you mean "${near}"?`;
  return words.length === 0 ? 'There are none.' : `Known: ${words.slice(0, 10).join(', ')}.`;
}
