import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncFolder } from '../../sqlite/write-durably.ts';
import { type RebuildInput, type RebuildReport, rebuildTill } from './rebuild-till.ts';

export type ReplaceInput = Omit<RebuildInput, 'damagedPath' | 'targetPath'> & {
  readonly path: string;
  /** Folder of what is set aside; each time gets a folder of its own in it. */
  readonly asideFolder: string;
};

const rebuiltPath = (path: string): string => `${path}.rebuilt`;
const parts = ['', '-wal', '-shm'] as const;

/**
 * Rebuilds a damaged till file and puts it in the place of the damaged one, which is moved aside whole, never deleted.
 * A kill at any moment leaves either the damaged file or the rebuilt one; `finishReplacing` goes on.
 */
export function replaceDamaged({
  path,
  asideFolder,
  ...input
}: ReplaceInput): RebuildReport & { readonly aside: string } {
  const target = `${path}.rebuilding`;
  const report = rebuildTill({ ...input, damagedPath: path, targetPath: target });
  renameSync(target, rebuiltPath(path));
  syncFolder(dirname(path));
  const aside = finishReplacing(path, asideFolder, input.nowMs) ?? asideFolder;
  writeFileSync(join(aside, 'rebuild.json'), JSON.stringify(report, null, 2), { mode: 0o600 });
  return { ...report, aside };
}

/** Puts a rebuilt file in its place; answers where the damaged one lies, null when there was nothing to finish. */
export function finishReplacing(path: string, asideFolder: string, nowMs: number): string | null {
  if (!existsSync(rebuiltPath(path))) return null;
  const aside = join(asideFolder, new Date(nowMs).toISOString().replaceAll(':', '-'));
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  for (const part of parts) {
    if (existsSync(path + part)) renameSync(path + part, join(aside, `till.sqlite${part}`));
  }
  syncFolder(aside);
  renameSync(rebuiltPath(path), path);
  syncFolder(dirname(path));
  return aside;
}
