import { assert } from './assert.ts';

/**
 * JSON text with sorted keys and no spaces: the same value always gives the same bytes, so it can be
 * hashed and signed. Keys whose value is `undefined` are left out, as `JSON.stringify` does.
 */
export function canonicalJson(value: unknown): string {
  // The engine's own writer is many times faster than one in TypeScript, and a confirmed receipt waits for it.
  const sorted = sortKeys(value);
  return sorted === unsortable ? written(value) : JSON.stringify(sorted);
}

/**
 * The same text of an object, some of whose fields are canonical JSON already: a large part that is needed by itself as
 * well is written once.
 */
export function canonicalJsonWith(fields: object, ready: Readonly<Record<string, string>>): string {
  const texts = new Map(Object.entries(ready));
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined && !texts.has(key)) texts.set(key, canonicalJson(value));
  }
  const pieces = [...texts.keys()].sort().map((key) => `${JSON.stringify(key)}:${texts.get(key)}`);
  return `{${pieces.join(',')}}`;
}

/** Up to here an insertion sort is the quicker one. */
const fewKeys = 24;

/** Stands for a value with a key that an object cannot hold in its sorted place. */
const unsortable = Symbol('unsortable');

/** Objects put keys like "10" first and by number, whatever the order in which they were set. */
const isIndexLike = (key: string): boolean => {
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57;
};

/** The value with the keys of every object set in the plain order of UTF-16 code units. */
function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    assertScalar(value);
    return value;
  }
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      const sorted = sortKeys(item);
      if (sorted === unsortable) return unsortable;
      items.push(sorted);
    }
    return items;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  const result: Record<string, unknown> = {};
  for (const key of sortFew(Object.keys(fields))) {
    if (isIndexLike(key) || key === '__proto__') return unsortable;
    const item = fields[key];
    if (item === undefined) continue;
    const sorted = sortKeys(item);
    if (sorted === unsortable) return unsortable;
    result[key] = sorted;
  }
  return result;
}

/** In place. Objects have a few keys, often in order already: the engine's own sort costs several times as much to start. */
function sortFew(keys: string[]): string[] {
  if (keys.length > fewKeys) return keys.sort();
  for (let at = 1; at < keys.length; at += 1) {
    const key = keys[at] as string;
    let place = at;
    for (; place > 0; place -= 1) {
      const before = keys[place - 1] as string;
      if (before <= key) break;
      keys[place] = before;
    }
    keys[place] = key;
  }
  return keys;
}

function assertScalar(value: unknown): void {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return;
  assert(typeof value === 'number', `canonical JSON cannot hold a ${typeof value}`);
  assert(Number.isFinite(value), 'canonical JSON holds finite numbers only');
}

/** The same text, written piece by piece. */
function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    assertScalar(value);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  const fields = value as Readonly<Record<string, unknown>>;
  const pieces = Object.keys(fields)
    .sort()
    .flatMap((key) => (fields[key] === undefined ? [] : [`${JSON.stringify(key)}:${written(fields[key])}`]));
  return `{${pieces.join(',')}}`;
}
