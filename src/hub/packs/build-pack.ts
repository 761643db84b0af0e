import { createHash } from 'node:crypto';
import type { PackManifest } from '../../contracts/pack.ts';
import type { Program } from '../../contracts/program.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { SigningKey } from '../secrets/ed25519.ts';
import type { PackRecord } from '../store/records.ts';

/** When, where and for how long a pack is used, and who let it out. Left out: everywhere, without an end or a lease. */
export type PackTerms = Pick<PackRecord, 'activateAtMs' | 'publishedAtMs'> &
  Partial<Pick<PackRecord, 'endsAtMs' | 'stores' | 'author' | 'approvedBy'>> &
  Pick<PackManifest, 'leastAgent' | 'tillCaps' | 'revokes'> & { readonly leaseHours?: number | null };

/** What a published pack says beside its program; it was written here. */
export const manifestOf = ({ manifest }: Pick<PackRecord, 'manifest'>): PackManifest =>
  JSON.parse(manifest) as PackManifest;

/** A signed pack: the manifest names the program's bytes by their SHA-256, the signature is over the manifest's text. */
export function buildPack(
  chain: string,
  number: number,
  program: Program,
  terms: PackTerms,
  key: SigningKey,
): PackRecord {
  const { activateAtMs, publishedAtMs, endsAtMs = null, stores = null, leaseHours = null } = terms;
  const { leastAgent, tillCaps, revokes } = terms;
  const programText = canonicalJson(program);
  const programSha256 = createHash('sha256').update(programText, 'utf8').digest('hex');
  const manifest = canonicalJson({
    chain,
    number,
    program: program.id,
    programSha256,
    activateAt: new Date(activateAtMs).toISOString(),
    publishedAt: new Date(publishedAtMs).toISOString(),
    ...(stores === null ? {} : { stores: [...stores] }),
    ...(endsAtMs === null ? {} : { endsAt: new Date(endsAtMs).toISOString() }),
    ...(leaseHours === null ? {} : { leaseHours }),
    ...(leastAgent === undefined ? {} : { leastAgent }),
    ...(tillCaps === undefined || Object.keys(tillCaps).length === 0 ? {} : { tillCaps }),
    ...(revokes === undefined ? {} : { revokes }),
  } satisfies PackManifest);
  return {
    number,
    programId: program.id,
    manifest,
    signature: key.sign(manifest),
    keyId: key.id,
    program: programText,
    programSha256,
    ...{ activateAtMs, publishedAtMs, endsAtMs, stores },
    ...{ author: terms.author ?? null, approvedBy: terms.approvedBy ?? null },
  };
}
