import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A module's name as the kernel compares it: files spell some with `-`. */
const nameOf = (file: string): string =>
  basename(file)
    .replace(/\.ko.*$/, '')
    .replaceAll('-', '_');

/**
 * Files of the modules and of all that they need, in the order in which they can be loaded. What is not found is built
 * into the kernel. The package comes without an index of needs, but each module says its own.
 */
export function modulesInOrder(folder: string, wanted: readonly string[]): string[] {
  const files = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.ko(\.xz)?$/.test(file))
      .map((file) => [nameOf(file), join(folder, file)]),
  );
  const ordered: string[] = [];
  const add = (name: string): void => {
    const file = files.get(name);
    if (file === undefined || ordered.includes(file)) return;
    for (const need of needsOf(file)) add(need);
    ordered.push(file);
  };
  for (const name of wanted) add(name);
  return ordered;
}

const needsOf = (file: string): string[] => {
  const depends = /\0depends=([^\0]*)\0/.exec(readFileSync(file, 'latin1'))?.[1] ?? '';
  return depends === '' ? [] : depends.split(',').map((name) => name.replaceAll('-', '_'));
};
