import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandFailure } from '../command.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Where the built windows lie. */
export const windowsDir = join(root, 'dist/renderer');
const stampFile = join(windowsDir, '.built-from');

/** A hash of everything the windows are built from. */
function sourceHash(): string {
  const hash = createHash('sha256');
  const add = (path: string): void => void hash.update(path).update(readFileSync(join(root, path)));
  for (const folder of ['src/renderer', 'src/contracts', 'src/shared']) {
    const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.sort()) add(file.slice(root.length));
  }
  for (const file of ['package-lock.json', 'vite.config.ts']) add(file);
  return hash.digest('hex');
}

/** Builds the windows when their sources changed since the last build; a packaged product brings them built. */
export async function ensureWindows(tell: (line: string) => void): Promise<void> {
  if (!existsSync(join(root, 'src/renderer')) || !existsSync(join(root, 'vite.config.ts'))) return;
  const wanted = sourceHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  tell('Building the windows (once per version, some seconds)…');
  const output: Buffer[] = [];
  const code = await new Promise<number>((resolve) => {
    const child = spawn(
      process.execPath,
      [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => output.push(bytes));
    child.once('exit', (exit) => resolve(exit ?? 1));
  });
  if (code !== 0) {
    throw new CommandFailure(`The windows could not be built:\n${Buffer.concat(output).toString().trim()}`);
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, wanted);
}
