import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { Signer } from './ports.ts';

/** DER that stands before the 32 raw bytes of an Ed25519 public key (RFC 8410). */
const publicKeyPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** `privateKeyPem` is PKCS#8 and stays on the till; `publicKey` is raw, base64, and goes to the hub at enrolment. */
export type TillKeys = { readonly privateKeyPem: string; readonly publicKey: string };

export function makeTillKeys(): TillKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: rawOf(publicKey),
  };
}

const rawOf = (publicKey: KeyObject): string =>
  publicKey.export({ type: 'spki', format: 'der' }).subarray(publicKeyPrefix.length).toString('base64');

/** The public half of a private key, raw, base64. Throws when the text is no PKCS#8 PEM. */
export const publicKeyOfPem = (privateKeyPem: string): string => rawOf(createPublicKey(privateKeyPem));

/** Signs with the till's private key. Throws when the text is no PKCS#8 PEM. */
export function signerOf(privateKeyPem: string): Signer {
  const key = createPrivateKey(privateKeyPem);
  return { sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64') };
}

/** A hub key as enrolment gave it; null when it is not 32 bytes in base64. */
export function publicKeyOf(rawBase64: string): KeyObject | null {
  const raw = Buffer.from(rawBase64, 'base64');
  if (raw.length !== 32 || raw.toString('base64') !== rawBase64) return null;
  return createPublicKey({ key: Buffer.concat([publicKeyPrefix, raw]), format: 'der', type: 'spki' });
}

export type HubKey = { readonly id: string; readonly publicKey: string };

/** Whether the hub key of that id signed the text. An unknown key signs nothing. */
export function hubSigned(
  keys: readonly HubKey[],
  keyId: string,
  text: string,
  signatureBase64: string,
): boolean {
  const raw = keys.find((key) => key.id === keyId)?.publicKey;
  const key = raw === undefined ? null : publicKeyOf(raw);
  const signature = Buffer.from(signatureBase64, 'base64');
  return key !== null && signature.length === 64 && verify(null, Buffer.from(text, 'utf8'), key, signature);
}
