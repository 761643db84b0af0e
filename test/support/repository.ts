import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Files below a folder of the repository whose name matches, as paths from the root with `/`. */
export function filesBelow(folder: string, name: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules/'))
    .sort();
}

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Repository paths that a source file names in imports, `new URL(…)` or HTML `src`. */
export function referencesOf(path: string): string[] {
  const found: string[] = [];
  for (const match of textOf(path).matchAll(/['"](\.{1,2}\/[^'"\n]+?\.(?:tsx?|mjs|cjs|json|css))['"]/g)) {
    const target = match[1];
    if (target !== undefined)
      found.push(relative(root, resolve(root, dirname(path), target)).replaceAll('\\', '/'));
  }
  return found;
}
