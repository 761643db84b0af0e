import { partsThatFit } from '../../contracts/parts-that-fit.ts';
import { type Program, programSchema } from '../../contracts/program.ts';

/** A document of which any part may be missing; lists may have holes. */
export type Parts<T> = T extends readonly (infer Entry)[]
  ? readonly Parts<Entry>[]
  : T extends object
    ? { readonly [Key in keyof T]?: Parts<T[Key]> | undefined }
    : T;

/**
 * What of a document with faults can still be checked for wrong names and for ids given twice, so that a person mends
 * all of it at once: a promotion with one wrong field keeps all its others. Null when it is no object.
 */
export function salvage(input: unknown): Parts<Program> | null {
  return (partsThatFit(programSchema, input) as Parts<Program> | undefined) ?? null;
}
