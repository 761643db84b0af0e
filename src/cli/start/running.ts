import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // EPERM: alive, but somebody else's.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

/** The start that already runs on this data folder, or null. A file left by a killed process does not count. */
export function findRunning(dataDir: string): Running | null {
  try {
    const running = runningSchema.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')));
    return running.pid !== process.pid && isAlive(running.pid) ? running : null;
  } catch {
    return null;
  }
}

/** Says that this process runs on the folder; the returned function takes it back. */
export function markRunning(dataDir: string, lines: readonly string[], startedAt: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const running: Running = { pid: process.pid, startedAt, lines: [...lines] };
  writeFileSync(fileOf(dataDir), JSON.stringify(running, null, 2));
  return () => rmSync(fileOf(dataDir), { force: true });
}
