import { isPackFor } from '../contracts/pack-terms.ts';
import { programSchema } from '../contracts/program.ts';
import type { Pack } from '../contracts/sync.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { TillIdentity } from '../store/identity.ts';
import type { VerifiedPack } from '../store/packs.ts';
import { verifyPack } from '../sync/verify-pack.ts';

/** A pack as the till's store takes it: signed by this chain's hub, and a program this version understands. */
export function checkPack(pack: Pack, identity: TillIdentity | null): Result<VerifiedPack, string> {
  if (identity === null) return err('The till is not enrolled, so it knows no key to check a pack with.');
  const verified = verifyPack(pack, identity.hubKeys, identity.chain);
  if (!verified.ok) return verified;
  if (!isPackFor(verified.value.manifest, identity.store)) return err('The pack is for other stores.');
  let document: unknown;
  try {
    document = JSON.parse(verified.value.program);
  } catch {
    return err('The program of the pack is not JSON.');
  }
  const program = programSchema.safeParse(document);
  if (!program.success) return err('The program is not one this version understands; update the till.');
  return ok({ manifest: verified.value.manifest, program: program.data });
}
