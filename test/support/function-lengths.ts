import { parseSync } from '@swc/core';

export type FunctionLength = { readonly name: string; readonly line: number; readonly lines: number };

type Node = { type?: string; span?: { start: number; end: number } } & Record<string, unknown>;
const functionTypes = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'MethodProperty',
]);
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Every function of a TypeScript source and how many lines it spans. */
export function functionLengths(source: string, tsx: boolean): FunctionLength[] {
  const module = parseSync(source, { syntax: 'typescript', tsx, target: 'es2024' });
  // swc counts bytes from a base that grows with every parse; the module's end is the one fixed point.
  const bytes = Buffer.from(source);
  const base = module.span.end - bytes.length;
  const lineAt = (offset: number): number =>
    bytes
      .subarray(0, Math.max(0, offset - base))
      .toString()
      .split('\n').length;
  const found: FunctionLength[] = [];
  const visit = (value: unknown, name: string): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item, name);
      return;
    }
    if (!isNode(value)) return;
    const holder = value.identifier ?? value.id ?? value.key;
    const own = isNode(holder) && typeof holder.value === 'string' ? holder.value : name;
    const span = value.span;
    if (functionTypes.has(value.type ?? '') && span !== undefined) {
      const first = lineAt(span.start);
      found.push({ name: own, line: first, lines: lineAt(span.end) - first + 1 });
    }
    for (const [key, item] of Object.entries(value)) if (key !== 'span') visit(item, own);
  };
  visit(module.body, '');
  return found;
}
