import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Program } from '../../contracts/program.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { migrate } from '../../sqlite/migrate.ts';
import { openDatabase } from '../../sqlite/open-database.ts';
import { hubDatabasePath } from '../init-chain.ts';
import { buildPack } from '../packs/build-pack.ts';
import { readSecrets } from '../secrets/secret-files.ts';
import { beginGeneration, readChain } from '../store/sqlite/chain-tables.ts';
import { recordChanges } from '../store/sqlite/changes.ts';
import { hubMigrations } from '../store/sqlite/migrations.ts';
import {
  forgetSupersededPacks,
  insertPack,
  lastPackNumber,
  readActivePack,
  readPacks,
} from '../store/sqlite/pack-tables.ts';
import { systemClock } from '../system-ports.ts';
import { type BackupManifest, backupManifestSchema, manifestName, sha256Of } from './backup-chain.ts';

export type RestoredChain = {
  readonly chain: string;
  readonly madeAt: string;
  /** The program in use, published anew under a number above all that tills have seen; null without one. */
  readonly pack: { readonly number: number; readonly program: string } | null;
  /** Packs of the backup that were to start later and now never will. */
  readonly droppedPacks: readonly number[];
};

/**
 * Puts a backup into the folder `dataDir`, which must hold no chain. The data begin a new generation: tills notice, read
 * everything anew and deliver again what the backup does not have. Nothing is left behind when it fails.
 */
export async function restoreChain(source: string, dataDir: string): Promise<Result<RestoredChain, string>> {
  if (existsSync(hubDatabasePath(dataDir))) {
    return err(`${dataDir} holds a chain already. Stop its hub and move the folder away first.`);
  }
  if (existsSync(dataDir)) return err(`${dataDir} is there already. Name a folder that does not exist yet.`);
  const manifest = await readManifest(source);
  if (!manifest.ok) return manifest;
  const unfinished = `${dataDir}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    for (const [name, sum] of Object.entries(manifest.value.files)) {
      const target = join(unfinished, name);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await copyFile(join(source, name), target);
      await chmod(target, 0o600);
      if ((await sha256Of(target)) !== sum)
        return err(`${name} of the backup is damaged. Take another backup.`);
    }
    const begun = beginAnew(unfinished, manifest.value);
    if (!begun.ok) return begun;
    await rename(unfinished, dataDir);
    return begun;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function readManifest(source: string): Promise<Result<BackupManifest, string>> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(join(source, manifestName), 'utf8'));
  } catch {
    return err(`${source} is no backup: it has no readable ${manifestName}.`);
  }
  const parsed = backupManifestSchema.safeParse(value);
  const inside = (name: string): boolean => /^(secrets\/)?[\w.-]+$/.test(name) && !name.includes('..');
  return parsed.success && Object.keys(parsed.data.files).every(inside)
    ? ok(parsed.data)
    : err(`${manifestName} of ${source} is not one that "kopilka hub backup" writes.`);
}

function beginAnew(
  folder: string,
  { chain: chainId, madeAt }: BackupManifest,
): Result<RestoredChain, string> {
  const database = openDatabase(hubDatabasePath(folder), { secureDelete: true });
  try {
    const broken = database.get<{ integrity_check: string }>('PRAGMA integrity_check')?.integrity_check;
    if (broken !== 'ok') return err(`The database of the backup is damaged: ${broken}.`);
    migrate(database, hubMigrations);
    const chain = readChain(database);
    if (chain?.id !== chainId)
      return err(`The backup says it is of chain ${chainId}, but its database is not.`);
    const key = readSecrets(folder).signingKey;
    const nowMs = systemClock.wallMs();
    return database.transaction((writer) => {
      beginGeneration(writer, chainId);
      const active = readActivePack(writer, chainId, nowMs);
      const droppedPacks = readPacks(writer, chainId)
        .filter((pack) => pack.activateAtMs > nowMs && pack.number > (active?.number ?? 0))
        .map((pack) => pack.number);
      if (active === null) return ok({ chain: chainId, madeAt, pack: null, droppedPacks: [] });
      const number = lastPackNumber(writer, chainId) + 1;
      const times = { activateAtMs: nowMs, publishedAtMs: nowMs };
      const program = JSON.parse(active.program) as Program;
      insertPack(writer, chainId, buildPack(chainId, number, program, times, key));
      recordChanges(writer, chainId, 'packs', [String(number)]);
      forgetSupersededPacks(writer, chainId, nowMs);
      return ok({ chain: chainId, madeAt, pack: { number, program: active.programId }, droppedPacks });
    });
  } finally {
    database.close();
  }
}
