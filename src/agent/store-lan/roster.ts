import { createHash, verify } from 'node:crypto';
import type { StorePlace } from '../../checkout/store-share.ts';
import { readTolerant } from '../../contracts/read-tolerant.ts';
import { type StoreRoster, storeRosterSchema } from '../../contracts/store-lan.ts';
import type { TillIdentity } from '../../store/identity.ts';
import type { TillStore } from '../../store/till-store.ts';
import { hubSigned, publicKeyOf } from '../../sync/keys.ts';

export type RosterReader = {
  /** Null where the tills of the store share nothing. */
  readonly place: () => StorePlace | null;
  /** Whether a till of this store, another than this one, signed the text. */
  readonly signedBy: (till: string, text: string, signatureBase64: string) => boolean;
};

/** The store's tills as the hub signed them. What no key of the hub signed for this store is not there. */
export function createRosterReader(store: Pick<TillStore, 'sync' | 'identity'>): RosterReader {
  let text: string | null = null;
  let roster: StoreRoster | null = null;
  const current = (): { readonly roster: StoreRoster; readonly identity: TillIdentity } | null => {
    const identity = store.identity.get();
    const signed = identity === null ? null : store.sync.roster();
    if (identity === null || signed === null) return null;
    if (signed.roster !== text) {
      text = signed.roster;
      const trusted = hubSigned(identity.hubKeys, signed.keyId, signed.roster, signed.signature);
      roster = trusted ? readRoster(signed.roster, identity) : null;
    }
    return roster === null ? null : { roster, identity };
  };
  return {
    place() {
      const known = current();
      if (known === null) return null;
      const { tills } = known.roster;
      const index = tills.findIndex(({ till }) => till === known.identity.till);
      // A till that the hub does not count yet takes a part as if it were one more.
      return index === -1 ? { index: tills.length, tills: tills.length + 1 } : { index, tills: tills.length };
    },
    signedBy(till, signedText, signatureBase64) {
      const known = current();
      if (known === null || till === known.identity.till) return false;
      const raw = known.roster.tills.find((one) => one.till === till)?.publicKey;
      const key = raw === undefined ? null : publicKeyOf(raw);
      const signature = Buffer.from(signatureBase64, 'base64');
      return (
        key !== null &&
        signature.length === 64 &&
        verify(null, Buffer.from(signedText, 'utf8'), key, signature)
      );
    },
  };
}

function readRoster(text: string, identity: TillIdentity): StoreRoster | null {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = readTolerant(storeRosterSchema, document);
  if (!parsed.success) return null;
  const { chain, store } = parsed.data;
  return chain === identity.chain && store === identity.store ? parsed.data : null;
}

export const sha256Hex = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
