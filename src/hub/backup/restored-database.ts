import type { Program } from '../../contracts/program.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { buildPack } from '../packs/build-pack.ts';
import { readSecrets } from '../secrets/secret-files.ts';
import { systemClock } from '../system-ports.ts';
import type { RestoredChain } from './restore-chain.ts';

/**
 * Says that the PostgreSQL database is an older copy that was put back: the data begin a new generation, so that tills
 * read everything anew and deliver again what the copy does not have. No node may run meanwhile. Throws `PostgresFailure`.
 */
export async function beginAfterRestore(
  dataDir: string,
  url: string,
): Promise<Result<Omit<RestoredChain, 'madeAt'>, string>> {
  const { signingKey } = readSecrets(dataDir);
  const { openNextGeneration } = await import('../store/postgres/open-postgres-hub.ts');
  const store = await openNextGeneration(url, signingKey.publicKey);
  if (store === null) return err(`The database holds no chain of the keys in ${dataDir}.`);
  try {
    const { id: chain } = await store.chain();
    const nowMs = systemClock.wallMs();
    const active = await store.activePack(nowMs);
    const droppedPacks = (await store.packs())
      .filter((pack) => pack.activateAtMs > nowMs && pack.number > (active?.number ?? 0))
      .map((pack) => pack.number);
    if (active === null) return ok({ chain, pack: null, droppedPacks: [] });
    const program = JSON.parse(active.program) as Program;
    const times = { activateAtMs: nowMs, publishedAtMs: nowMs };
    const { number } = await store.publishPack(
      (next) => buildPack(chain, next, program, times, signingKey),
      nowMs,
    );
    return ok({ chain, pack: { number, program: active.programId }, droppedPacks });
  } finally {
    await store.close();
  }
}
