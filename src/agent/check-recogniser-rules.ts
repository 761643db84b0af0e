import { recogniserRulesSchema } from '../drivers/recogniser/rules.ts';

/** What is wrong with recogniser rules before a chain sends them to its tills, as a sentence; null when nothing is. */
export function checkRecogniserRules(rules: unknown): string | null {
  const parsed = recogniserRulesSchema.safeParse(rules);
  if (parsed.success) return null;
  const faults = parsed.error.issues.slice(0, 5);
  return faults.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`).join('; ');
}
