import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../support/repository.ts';
import { folderOfFile } from './folder-of-file.ts';
import { manyLines, programInput } from './shop-receipts.ts';

type Terminal = {
  write(data: string): void;
  onData(listener: (data: string) => void): void;
  onExit(listener: (exit: { exitCode: number }) => void): void;
};
const { spawn }: { spawn(file: string, args: string[], options: { cols: number }): Terminal } = createRequire(
  import.meta.url,
)('@lydell/node-pty');

const folder = folderOfFile();
const path = (name: string): string => join(folder, name);

it('shows progress in a terminal; Ctrl-C there ends it with nothing printed and nothing written', async () => {
  writeFileSync(path('p.json'), JSON.stringify(programInput));
  writeFileSync(path('r.ndjson'), `${manyLines(5000)}\n`.repeat(60));
  const words = [
    '--program',
    path('p.json'),
    '--receipts',
    path('r.ndjson'),
    '--refused',
    path('refused.ndjson'),
  ];
  const terminal = spawn(process.execPath, [join(root, 'src/cli/main.ts'), 'simulate', ...words, '--json'], {
    cols: 300,
  });
  let shown = '';
  terminal.onData((data) => {
    const before = shown.includes('a second');
    shown += data;
    if (!before && shown.includes('a second')) terminal.write('\x03');
  });
  const code = await new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
  expect(code).toBe(1);
  expect(shown).toMatch(/\d+ %, [\d,]+ receipts, [\d,]+ a second/);
  expect(shown).toContain('Stopped. Nothing was written.');
  expect(shown).not.toContain('{');
  expect(existsSync(path('refused.ndjson'))).toBe(false);
}, 60_000);
