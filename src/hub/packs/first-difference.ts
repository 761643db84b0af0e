import { canonicalJson } from '../../shared/canonical-json.ts';

export type Difference = { readonly path: string; readonly booked: string; readonly again: string };

const longestTold = 200;
const told = (value: unknown): string =>
  value === undefined ? '' : canonicalJson(value).slice(0, longestTold);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The first place, keys in plain order, where two JSON values differ; null when they are the same. A field that is absent is one that is undefined. */
export function firstDifference(booked: unknown, again: unknown, path = ''): Difference | null {
  if (booked === again) return null;
  if (!isObject(booked) || !isObject(again) || Array.isArray(booked) !== Array.isArray(again)) {
    return { path, booked: told(booked), again: told(again) };
  }
  const isList = Array.isArray(booked);
  const keys = [...new Set([...Object.keys(booked), ...Object.keys(again)])];
  if (!isList) keys.sort();
  for (const key of keys) {
    const place = isList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const found = firstDifference(booked[key], again[key], place);
    if (found !== null) return found;
  }
  return null;
}
