import type { ProgramIssue } from './issue.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Where a path of a document stands in it, level by level; what is not there comes after what is. */
function placeOf(path: string, input: unknown, keysOf: (value: object) => Map<string, number>): number[] {
  const place: number[] = [];
  let value: unknown = input;
  for (const key of path.match(/[^.[\]]+/g) ?? []) {
    if (!isRecord(value)) break;
    place.push((Array.isArray(value) ? Number(key) : keysOf(value).get(key)) ?? Number.POSITIVE_INFINITY);
    value = value[key];
  }
  return place;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const [x = 0, y = 0] = [a[i], b[i]];
    if (x !== y) return x < y ? -1 : 1;
  }
  return a.length - b.length;
}

/** Issues in the order in which a person who reads the document from its top comes to them. */
export function inDocumentOrder(issues: readonly ProgramIssue[], input: unknown): ProgramIssue[] {
  const known = new Map<object, Map<string, number>>();
  const keysOf = (value: object): Map<string, number> => {
    const keys = known.get(value) ?? new Map(Object.keys(value).map((key, i) => [key, i]));
    known.set(value, keys);
    return keys;
  };
  return issues
    .map((issue) => ({ issue, place: placeOf(issue.path, input, keysOf) }))
    .sort((a, b) => compare(a.place, b.place))
    .map(({ issue }) => issue);
}
