import { createHash } from 'node:crypto';
import type { Program } from '../../contracts/program.ts';
import type { PackManifest } from '../../contracts/sync.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { SigningKey } from '../secrets/ed25519.ts';
import type { PackRecord } from '../store/records.ts';

/** A signed pack: the manifest names the program's bytes by their SHA-256, the signature is over the manifest's text. */
export function buildPack(
  chain: string,
  number: number,
  program: Program,
  times: { readonly activateAtMs: number; readonly publishedAtMs: number },
  key: SigningKey,
): PackRecord {
  const programText = canonicalJson(program);
  const programSha256 = createHash('sha256').update(programText, 'utf8').digest('hex');
  const manifest = canonicalJson({
    chain,
    number,
    program: program.id,
    programSha256,
    activateAt: new Date(times.activateAtMs).toISOString(),
    publishedAt: new Date(times.publishedAtMs).toISOString(),
  } satisfies PackManifest);
  return {
    number,
    programId: program.id,
    manifest,
    signature: key.sign(manifest),
    keyId: key.id,
    program: programText,
    programSha256,
    ...times,
  };
}
