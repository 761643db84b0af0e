import type { z } from 'zod';

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
export function describeIssues(error: z.ZodError): { path: string; message: string }[] {
  return error.issues.slice(0, 20).map((issue) => ({ path: pathText(issue.path), message: issue.message }));
}
