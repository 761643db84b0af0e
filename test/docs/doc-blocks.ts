import { textOf } from '../support/repository.ts';

/** A fenced block of a page: `info` is what stands after the three backticks, such as `json effect`. */
export type DocBlock = {
  readonly info: string;
  readonly text: string;
  /** Line of the page where the block opens, from 1. */
  readonly line: number;
};

/** The fenced blocks of a Markdown page of the repository, in their order. */
export function blocksOf(page: string): DocBlock[] {
  const blocks: DocBlock[] = [];
  let open: { info: string; line: number; lines: string[] } | null = null;
  textOf(page)
    .split('\n')
    .forEach((line, index) => {
      const fence = /^```(.*)$/.exec(line);
      if (fence === null) open?.lines.push(line);
      else if (open === null) open = { info: (fence[1] ?? '').trim(), line: index + 1, lines: [] };
      else {
        blocks.push({ info: open.info, text: open.lines.join('\n'), line: open.line });
        open = null;
      }
    });
  if (open !== null) throw new Error(`${page}: a block is not closed.`);
  return blocks;
}

/** Text outside fenced blocks, line by line, with blocks as empty lines, so that line numbers hold. */
export function proseOf(page: string): string[] {
  let inside = false;
  return textOf(page)
    .split('\n')
    .map((line) => {
      const fence = line.startsWith('```');
      if (fence) inside = !inside;
      return inside || fence ? '' : line;
    });
}

/** The cells of the first table below a heading line that starts so; without its header rows. */
export function tableBelow(page: string, heading: string, firstColumn: string): string[][] {
  const lines = proseOf(page);
  const start = lines.indexOf(heading);
  if (start < 0) throw new Error(`${page} has no heading "${heading}".`);
  const head = lines.findIndex((line, index) => index > start && line.startsWith(`| ${firstColumn} |`));
  if (head < 0) throw new Error(`${page} has no table of "${firstColumn}" below "${heading}".`);
  const rows: string[][] = [];
  for (const line of lines.slice(head + 2)) {
    if (!line.startsWith('|')) break;
    rows.push(
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  }
  return rows;
}

/** The words in backticks of a text. */
export const codeWords = (text: string): string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');

/**
 * Where an answer differs from its example in a page: `…` in the example stands for anything, fields left out of an
 * object are not compared, lists have the same length. Null when they agree.
 */
export function differenceFrom(example: unknown, actual: unknown, path = ''): string | null {
  if (example === '…') return actual === undefined ? `${path} is missing` : null;
  if (typeof example !== 'object' || example === null) {
    return Object.is(example, actual)
      ? null
      : `${path}: the page says ${JSON.stringify(example)}, the answer ${JSON.stringify(actual)}`;
  }
  if (typeof actual !== 'object' || actual === null)
    return `${path}: the answer is ${JSON.stringify(actual)}`;
  if (Array.isArray(example) && (!Array.isArray(actual) || actual.length !== example.length)) {
    return `${path}: the page has ${example.length} entries, the answer ${JSON.stringify(actual)}`;
  }
  for (const [key, value] of Object.entries(example)) {
    const found: unknown = Object.hasOwn(actual, key) ? Reflect.get(actual, key) : undefined;
    const difference = differenceFrom(value, found, path === '' ? key : `${path}.${key}`);
    if (difference !== null) return difference;
  }
  return null;
}
