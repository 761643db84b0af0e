import { z } from 'zod';
import { type Program, programSchema } from '../../contracts/program.ts';
import { schemaAt, suits, unwrap } from '../../contracts/schema-walk.ts';

/** A document of which any part may be missing; lists may have holes. */
export type Parts<T> = T extends readonly (infer Entry)[]
  ? readonly Parts<Entry>[]
  : T extends object
    ? { readonly [Key in keyof T]?: Parts<T[Key]> | undefined }
    : T;

const containers: ReadonlySet<string> = new Set(['object', 'record', 'array', 'tuple']);

/** What of a value fits its schema, part by part: every text and number is judged alone, at its own place. */
function fitting(wrapped: z.core.$ZodType, value: unknown): unknown {
  const schema = unwrap(wrapped);
  const { type } = (schema as z.core.$ZodTypes)._zod.def;
  const isContainer = typeof value === 'object' && value !== null;
  if (containers.has(type) ? !suits(schema, value) : !(isContainer && type === 'union')) {
    const parsed = containers.has(type) ? null : z.core.safeParse(schema, value);
    return parsed?.success === true ? parsed.data : undefined;
  }
  const part = (key: string | number, inner: unknown): unknown => {
    const here = schemaAt(schema, [key], value);
    return here === null ? undefined : fitting(here, inner);
  };
  if (!Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, part(key, inner)]));
  }
  // A hole where nothing fits: loops pass over it, and the others keep their places.
  const list: unknown[] = [];
  value.forEach((inner, i) => {
    const fits = part(i, inner);
    if (fits !== undefined) list[i] = fits;
  });
  return list;
}

/**
 * What of a document with faults can still be checked for wrong names and for ids given twice, so that a person mends
 * all of it at once: a promotion with one wrong field keeps all its others. Null when it is no object.
 */
export function salvage(input: unknown): Parts<Program> | null {
  return (fitting(programSchema, input) as Parts<Program> | undefined) ?? null;
}
