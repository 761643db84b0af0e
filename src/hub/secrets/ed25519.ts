import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

/** DER that stands before the 32 raw bytes of an Ed25519 public key (RFC 8410). */
const publicKeyPrefix = Buffer.from('302a300506032b6570032100', 'hex');

export type SigningKey = {
  readonly id: string;
  /** Raw, base64. */
  readonly publicKey: string;
  /** Ed25519 signature of UTF-8 text, base64. */
  readonly sign: (text: string) => string;
};

export function makePrivateKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** A key out of its PKCS#8 PEM. */
export function signingKeyOf(id: string, pem: string): SigningKey {
  const privateKey = createPrivateKey(pem);
  const raw = createPublicKey(privateKey)
    .export({ type: 'spki', format: 'der' })
    .subarray(publicKeyPrefix.length);
  return {
    id,
    publicKey: raw.toString('base64'),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64'),
  };
}

/** Making one costs as much as checking a signature with it, and every request of a till asks for its own. */
const madeKeys = new Map<string, KeyObject>();
const mostKeys = 20_000;

/** Null when the text is not 32 bytes in base64. */
export function publicKeyOf(rawBase64: string): KeyObject | null {
  const known = madeKeys.get(rawBase64);
  if (known !== undefined) return known;
  const raw = Buffer.from(rawBase64, 'base64');
  if (raw.length !== 32 || raw.toString('base64') !== rawBase64) return null;
  const key = createPublicKey({ key: Buffer.concat([publicKeyPrefix, raw]), format: 'der', type: 'spki' });
  if (madeKeys.size >= mostKeys) madeKeys.clear();
  madeKeys.set(rawBase64, key);
  return key;
}

export function verifyText(key: KeyObject, text: string, signatureBase64: string): boolean {
  const signature = Buffer.from(signatureBase64, 'base64');
  return signature.length === 64 && verify(null, Buffer.from(text, 'utf8'), key, signature);
}
