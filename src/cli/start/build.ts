import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sentence } from '../../contracts/sentence.ts';
import { CommandFailure } from '../command.ts';
import { startWords } from './words.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Where the built windows lie. */
export const windowsDir = join(root, 'dist/renderer');
/** Electron's entry, once it is built. */
export const electronEntry = join(root, 'dist/main/main.js');

type Bundle = {
  /** For people: what is being built. */
  readonly what: Sentence;
  readonly config: string;
  readonly outDir: string;
  readonly sources: readonly string[];
};

const windows: Bundle = {
  what: { ru: 'окна', en: 'the windows' },
  config: 'vite.config.ts',
  outDir: 'dist/renderer',
  sources: ['src/renderer', 'src/contracts', 'src/shared', 'src/loyalty'],
};
const electronSide: Bundle = {
  what: { ru: 'часть для Electron', en: "Electron's side" },
  config: 'vite.main.config.ts',
  outDir: 'dist/main',
  sources: ['src'],
};

/** A hash of everything a bundle is built from. */
function sourceHash(bundle: Bundle): string {
  const hash = createHash('sha256');
  const add = (path: string): void => void hash.update(path).update(readFileSync(join(root, path)));
  for (const folder of bundle.sources) {
    const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.sort()) add(file.slice(root.length));
  }
  for (const file of ['package-lock.json', bundle.config]) add(file);
  return hash.digest('hex');
}

async function runVite(bundle: Bundle): Promise<void> {
  const output: Buffer[] = [];
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const code = await new Promise<number>((resolve) => {
    const child = spawn(process.execPath, [vite, 'build', '--config', bundle.config, '--logLevel', 'warn'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => output.push(bytes));
    child.once('exit', (exit) => resolve(exit ?? 1));
  });
  if (code === 0) return;
  throw new CommandFailure(startWords.notBuilt(bundle.what, Buffer.concat(output).toString().trim()));
}

type Tell = (line: Sentence) => void;

/** Builds a bundle when its sources changed since the last build; a packaged product brings it built. */
async function ensureBundle(bundle: Bundle, tell: Tell): Promise<void> {
  if (!existsSync(join(root, bundle.config))) return;
  const stampFile = join(root, bundle.outDir, '.built-from');
  const wanted = sourceHash(bundle);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  tell(startWords.building(bundle.what));
  await runVite(bundle);
  writeFileSync(stampFile, wanted);
}

export const ensureWindows = (tell: Tell): Promise<void> => ensureBundle(windows, tell);
export const ensureElectronSide = (tell: Tell): Promise<void> => ensureBundle(electronSide, tell);
