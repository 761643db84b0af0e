import type { z } from 'zod';
import type { SignedStopList, stopListSchema } from '../../contracts/leases.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { HubParts } from './hub-parts.ts';

/** Who may spend only while the hub answers, signed. `number`: place of the config it goes with, so it only grows. */
export async function signedStopList(
  parts: Pick<HubParts, 'store' | 'chain' | 'secrets'>,
  number: number,
): Promise<SignedStopList> {
  const members = (await parts.store.stopList()).map(({ member }) => member);
  const list = canonicalJson({ chain: parts.chain.id, number, members } satisfies z.infer<
    typeof stopListSchema
  >);
  const { signingKey } = parts.secrets;
  return { list, signature: signingKey.sign(list), keyId: signingKey.id };
}
