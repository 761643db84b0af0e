import type { z } from 'zod';
import type { Language } from './local-text.ts';
import { sentenceOf } from './schema-sentences.ts';

/** A zod path as people write it: `lines[2].price`. */
export function pathText(path: readonly PropertyKey[]): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? String(step) : `.${String(step)}`;
  }
  return text;
}

/** The faults a schema found, each with where it is; at most twenty, so that an answer stays small. */
export function describeIssues(
  error: z.ZodError,
  language: Language = 'en',
): { path: string; message: string }[] {
  return error.issues.slice(0, 20).map((issue) => {
    // The document is not at hand; that a field is not there at all is told by the schema's own words only.
    const given = issue.message.endsWith('received undefined') ? { value: undefined } : null;
    return { path: pathText(issue.path), message: sentenceOf(issue, given)[language] };
  });
}
