import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PNG } from 'pngjs';
import { expect } from 'vitest';
import type { PrintedPaper } from '../../src/drivers/virtual/paper.ts';
import { paperPicture, pngBytes } from './printer-emulator-picture.ts';
import { root } from './repository.ts';

/** The bytes as a person can compare them: sixteen on a line. */
export const hexDump = (bytes: Uint8Array): string =>
  `${
    Buffer.from(bytes)
      .toString('hex')
      .match(/.{1,32}/g)
      ?.join('\n') ?? ''
  }\n`;

/** Compares a paper with a committed picture, dot for dot; `UPDATE_GOLDENS=1` writes it instead. */
export function expectSamePicture(path: string, paper: PrintedPaper): void {
  const drawn = paperPicture(paper);
  const file = join(root, path);
  if (process.env.UPDATE_GOLDENS === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, pngBytes(drawn));
  }
  if (!existsSync(file))
    expect.fail(`${path} is missing. If it should be new, run again with UPDATE_GOLDENS=1.`);
  const golden = PNG.sync.read(readFileSync(file));
  expect([drawn.width, drawn.height]).toEqual([golden.width, golden.height]);
  expect(drawn.data.equals(golden.data), `${path} looks different; look at both before you change it`).toBe(
    true,
  );
}
