import { z } from 'zod';
import { schemaAt, suits, unwrap } from './schema-walk.ts';

const containers: ReadonlySet<string> = new Set(['object', 'record', 'array', 'tuple']);

/**
 * What of a value fits its schema, part by part: every text and number is judged alone, at its own place. Undefined
 * when nothing does; lists have holes where an entry does not.
 */
export function partsThatFit(wrapped: z.core.$ZodType, value: unknown): unknown {
  const schema = unwrap(wrapped);
  const { type } = (schema as z.core.$ZodTypes)._zod.def;
  const isContainer = typeof value === 'object' && value !== null;
  if (containers.has(type) ? !suits(schema, value) : !(isContainer && type === 'union')) {
    const parsed = containers.has(type) ? null : z.core.safeParse(schema, value);
    return parsed?.success === true ? parsed.data : undefined;
  }
  const part = (key: string | number, inner: unknown): unknown => {
    const here = schemaAt(schema, [key], value);
    return here === null ? undefined : partsThatFit(here, inner);
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
