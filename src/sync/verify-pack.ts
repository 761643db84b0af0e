import { createHash } from 'node:crypto';
import { type Pack, type PackManifest, packManifestSchema } from '../contracts/pack.ts';
import { readTolerant } from '../contracts/read-tolerant.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { type HubKey, hubSigned } from './keys.ts';

/**
 * Whether a pack is what the hub of this chain published: signed by a known key, for this chain, with exactly these
 * program bytes. The error is a sentence for the quarantine. `program` is still text: its schema is checked by the till.
 */
export function verifyPack(
  pack: Pack,
  hubKeys: readonly HubKey[],
  chain: string,
): Result<{ manifest: PackManifest; program: string }, string> {
  if (!hubSigned(hubKeys, pack.keyId, pack.manifest, pack.signature)) {
    return err(`The pack is not signed by a key of this hub (key ${pack.keyId}).`);
  }
  const manifest = readManifest(pack.manifest);
  if (manifest === null) return err('The pack manifest cannot be read by this version; update the till.');
  if (manifest.chain !== chain)
    return err(`The pack belongs to chain ${manifest.chain}, this till to ${chain}.`);
  const sha256 = createHash('sha256').update(pack.program, 'utf8').digest('hex');
  if (sha256 !== manifest.programSha256) return err('The program is not the one the pack was signed for.');
  return ok({ manifest, program: pack.program });
}

function readManifest(text: string): PackManifest | null {
  try {
    const parsed = readTolerant(packManifestSchema, JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
