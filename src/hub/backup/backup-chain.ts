import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import { openDatabase } from '../../sqlite/open-database.ts';
import { hubDatabasePath } from '../init-chain.ts';
import { readChain } from '../store/sqlite/chain-tables.ts';
import { systemClock } from '../system-ports.ts';

/** What `backup.json` says; the sums tell a damaged copy from a good one. Sums: SHA-256, lower-case hex, by file. */
export const backupManifestSchema = z.strictObject({
  chain: z.string(),
  generation: z.string(),
  madeAt: z.iso.datetime(),
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;

export const manifestName = 'backup.json';
export const databaseName = 'hub.sqlite';
export const secretsName = 'secrets';

/**
 * Copies the chain of `dataDir` into the new folder `target` while the hub goes on: one consistent state of the database
 * and the keys without which no till would trust it. The folder appears under its name only when it is whole.
 */
export async function backupChain(dataDir: string, target: string): Promise<Result<BackupManifest, string>> {
  if (!existsSync(hubDatabasePath(dataDir))) return err(`${dataDir} holds no chain.`);
  if (existsSync(target)) return err(`${target} is there already. Name a folder that does not exist yet.`);
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(join(unfinished, secretsName), { recursive: true, mode: 0o700 });
  await chmod(unfinished, 0o700);
  const database = openDatabase(hubDatabasePath(dataDir), { mode: 'read-only' });
  try {
    const chain = readChain(database);
    if (chain === undefined) return err(`${dataDir} holds no chain.`);
    await database.backup(join(unfinished, databaseName));
    await chmod(join(unfinished, databaseName), 0o600);
    const secrets = await readdir(join(dataDir, secretsName));
    for (const name of secrets) {
      await copyFile(join(dataDir, secretsName, name), join(unfinished, secretsName, name));
      await chmod(join(unfinished, secretsName, name), 0o600);
    }
    const files: Record<string, string> = {};
    for (const name of [databaseName, ...secrets.map((one) => `${secretsName}/${one}`)]) {
      files[name] = await sha256Of(join(unfinished, name));
    }
    const { id, generation } = chain;
    const manifest = { chain: id, generation, madeAt: new Date(systemClock.wallMs()).toISOString(), files };
    await writeFile(join(unfinished, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    await rename(unfinished, target);
    return ok(manifest);
  } finally {
    database.close();
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** SHA-256 of a file, lower-case hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
