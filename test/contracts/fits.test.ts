import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { saleOf } from '../../bench/sync/workload.ts';
import { fits } from '../../src/contracts/fits.ts';
import { operationSchema, pushRequestSchema } from '../../src/contracts/sync.ts';
import { canonicalJson } from '../../src/shared/canonical-json.ts';

const sale: unknown = JSON.parse(
  JSON.stringify(saleOf({ chain: 'c', store: 's', till: 't', epoch: 1 }, 7, 'anna')),
);

/** Every path of a JSON value. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}
function changed(value: unknown, path: readonly string[], change: (inner: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  const after = changed(copy[key], rest, change);
  if (after === undefined) delete copy[key];
  else copy[key] = after;
  return copy;
}

const paths = pathsOf(sale);
const odd = fc.oneof(
  fc.constantFrom(undefined, null, true, 0, -1, 0.5, 2 ** 60, '', 'x', 'x'.repeat(400), [], {}, [1], {
    a: 1,
  }),
  fc.constantFrom('2026-11-22T08:00:00Z', '2026-13-01', '0192f0c8-0000-7000-8000-000000000000', 'purchase'),
  fc.constantFrom(JSON.parse('{"__proto__":{"a":1}}'), { wallet: 'main', max: true }),
  fc.jsonValue(),
);

describe('the quick test of a schema', () => {
  it('takes the sales that tills push, and whole pushes', () => {
    expect(fits(operationSchema)(sale)).toBe(true);
    const entry = { sequence: 1, payload: '{}', hash: 'a'.repeat(64) };
    const push = { protocol: 1, epoch: 1, previousHead: '0'.repeat(64), operations: [entry], leasesHeld: [] };
    expect(fits(pushRequestSchema)(push)).toBe(true);
  });

  it('takes only what the schema takes as it stands, however an operation is changed', () => {
    const quick = fits(operationSchema);
    let taken = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...paths), odd), { minLength: 1, maxLength: 2 }),
        (edits) => {
          let value = sale;
          for (const [path, inner] of edits) {
            try {
              value = changed(value, path, () => inner);
            } catch {
              return; // The first edit took away what the second is about.
            }
          }
          if (!quick(value)) return;
          taken += 1;
          const parsed = operationSchema.safeParse(value);
          expect(parsed.success).toBe(true);
          expect(canonicalJson(parsed.data)).toBe(canonicalJson(value));
        },
      ),
      { numRuns: 5000 },
    );
    // Names, prices and the like may be anything: many changed sales are still sales.
    expect(taken).toBeGreaterThan(50);
  });

  it('finds lines that share an id, which only a check of the schema itself sees', () => {
    const twice = changed(sale, ['body', 'receipt', 'lines', '1', 'id'], () => '1');
    expect(fits(operationSchema)(twice)).toBe(false);
  });

  it.each([
    ['a missing default', z.strictObject({ a: z.number().default(1) }), {}],
    ['a key that would be dropped', z.object({ a: z.number() }), { a: 1, b: 2 }],
    ['a value that would be changed', z.string().transform((text) => text.trim()), ' a '],
    [
      'what an earlier option may change',
      z.union([z.object({}), z.strictObject({ a: z.number() })]),
      { a: 1 },
    ],
    ['a number beyond what is exact', z.int(), 2 ** 60],
    ['NaN written as null', z.number(), null],
  ])('leaves to the schema: %s', (_name, schema, value) => {
    expect(fits(schema)(value)).toBe(false);
  });
});
