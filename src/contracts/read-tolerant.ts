import type { z } from 'zod';

/** Deeper than any document nests unions: each round removes what the round before uncovered. */
const maxRounds = 8;

/**
 * Reads what another version of the product wrote: fields that the schema does not know are dropped, at any depth, and
 * everything it does know is checked as strictly as ever. For answers a program reads, never for what it is asked to
 * book: an operation with a field nobody understands may mean something else.
 */
export function readTolerant<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.ZodSafeParseResult<z.output<Schema>> {
  let parsed = schema.safeParse(value);
  if (parsed.success) return parsed;
  const copy: unknown = structuredClone(value);
  for (let round = 0; round < maxRounds; round += 1) {
    if (!dropUnknown(copy, parsed.error.issues)) return parsed;
    parsed = schema.safeParse(copy);
    if (parsed.success) return parsed;
  }
  return parsed;
}

type Issue = z.core.$ZodIssue;

/** Removes the fields that issues call unknown; false when there is none. */
function dropUnknown(root: unknown, issues: readonly Issue[]): boolean {
  let dropped = false;
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') {
      const holder = at(root, issue.path);
      if (typeof holder !== 'object' || holder === null) continue;
      for (const key of issue.keys) dropped = Reflect.deleteProperty(holder, key) || dropped;
    } else if (issue.code === 'invalid_union') {
      // The branch that fails by nothing but unknown fields is the one that was meant.
      const meant = issue.errors.find((branch) => branch.every(isOnlyUnknown));
      const holder = at(root, issue.path);
      if (meant !== undefined) dropped = dropUnknown(holder, meant) || dropped;
    }
  }
  return dropped;
}

const isOnlyUnknown = (issue: Issue): boolean =>
  issue.code === 'unrecognized_keys' ||
  (issue.code === 'invalid_union' && issue.errors.some((branch) => branch.every(isOnlyUnknown)));

function at(root: unknown, path: readonly PropertyKey[]): unknown {
  let here = root;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = Reflect.get(here, key);
  }
  return here;
}
