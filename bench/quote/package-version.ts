import { readFileSync } from 'node:fs';

/** `name@version` of an installed package, from its manifest. */
export function packageVersion(
  name: string,
  folder = new URL('../../node_modules/', import.meta.url),
): string {
  const manifest: { version?: string } = JSON.parse(
    readFileSync(new URL(`${name}/package.json`, folder), 'utf8'),
  );
  return `${name}@${manifest.version ?? 'unknown'}`;
}
