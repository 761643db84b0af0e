import type { Problem } from '../contracts/problem.ts';

/** The faults of a problem document, one a line with its place; an empty path is the document as a whole. */
export const faultLines = ({ errors }: Problem): string[] =>
  (errors ?? []).map(({ path, message }) => `  ${path === '' ? 'the document' : path}: ${message}`);
