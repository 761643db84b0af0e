import type { SignedRoster, StoreRoster } from '../../contracts/store-lan.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { HubParts } from './hub-parts.ts';

/**
 * The tills of the asking till's store with their keys, signed: who may share with whom what is spent offline. Null where
 * the chain does not let them. A revoked till has no key and is not among them.
 */
export async function storeRoster(
  parts: Pick<HubParts, 'store' | 'chain' | 'secrets'>,
  tillId: string,
): Promise<SignedRoster | null> {
  if (parts.chain.config.offline.sharedInStore !== true) return null;
  const tills = await parts.store.tills();
  const store = tills.find((till) => till.id === tillId)?.storeId;
  if (store === undefined) return null;
  const roster = canonicalJson({
    chain: parts.chain.id,
    store,
    tills: tills
      .flatMap(({ id, storeId, publicKey }) =>
        storeId === store && publicKey !== null ? [{ till: id, publicKey }] : [],
      )
      .sort((one, other) => (one.till < other.till ? -1 : 1)),
  } satisfies StoreRoster);
  const { signingKey } = parts.secrets;
  return { roster, signature: signingKey.sign(roster), keyId: signingKey.id };
}
