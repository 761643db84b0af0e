import type { Pack } from '../contracts/pack.ts';
import { isPackFor } from '../contracts/pack-terms.ts';
import { programSchema } from '../contracts/program.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { isEarlier } from '../shared/version-order.ts';
import type { TillIdentity } from '../store/identity.ts';
import type { PackForLater, VerifiedPack } from '../store/packs.ts';
import { verifyPack } from '../sync/verify-pack.ts';
import { version } from './version.ts';

/**
 * A pack as the till's store takes it: signed by this chain's hub. One that asks for a later version than `ownVersion`, or
 * whose program this one does not understand, is kept for later.
 */
export function checkPack(
  pack: Pack,
  identity: TillIdentity | null,
  ownVersion: string = version,
): Result<VerifiedPack | PackForLater, string> {
  if (identity === null) return err('The till is not enrolled, so it knows no key to check a pack with.');
  const verified = verifyPack(pack, identity.hubKeys, identity.chain);
  if (!verified.ok) return verified;
  const { manifest } = verified.value;
  if (!isPackFor(manifest, identity.store)) return err('The pack is for other stores.');
  if (manifest.leastAgent !== undefined && isEarlier(ownVersion, manifest.leastAgent)) {
    return ok({ manifest, program: null });
  }
  let document: unknown;
  try {
    document = JSON.parse(verified.value.program);
  } catch {
    return err('The program of the pack is not JSON.');
  }
  const program = programSchema.safeParse(document);
  return ok({ manifest, program: program.success ? program.data : null });
}
