import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const runningSchema = z.strictObject({
  pid: z.int().positive(),
  startedAt: z.string(),
  /** The lines that tell a person where everything is. */
  lines: z.array(z.string()),
});
export type Running = z.infer<typeof runningSchema>;

const fileOf = (dataDir: string): string => join(dataDir, 'running.json');

/** What the start that holds this folder's lock said of itself; null while it is still coming up. */
export function readRunning(dataDir: string): Running | null {
  try {
    return runningSchema.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')));
  } catch {
    return null;
  }
}

/** Notes where everything is, for the next start to tell; for this user's eyes, since the window's secret is in it. */
export function writeRunning(dataDir: string, lines: readonly string[], startedAt: string): void {
  const running: Running = { pid: process.pid, startedAt, lines: [...lines] };
  writeFileSync(fileOf(dataDir), JSON.stringify(running, null, 2), { mode: 0o600 });
}

export const removeRunning = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true });
