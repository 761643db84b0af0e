import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { PinVerifier } from '../contracts/fraud.ts';
import { hashPin } from '../contracts/pin-hash.ts';
import { writeDurably } from '../sqlite/write-durably.ts';
import type { SealPin } from '../store/seal-pins.ts';

export type DevicePins = {
  readonly sealPin: SealPin;
  /** Compares in constant time. */
  readonly verifyPin: (pin: string, verifier: PinVerifier) => Promise<boolean>;
  /** The key was made just now: hashes sealed under another one open nothing and must be fetched again. */
  readonly isNew: boolean;
};

/**
 * PINs at this device. Their hashes lie in the database under a key of the device alone, kept in a file of its owner, so
 * that a stolen database, or a copy out of a backup, lets nobody try out the million PINs of six digits.
 */
export function createDevicePins(keyFile: string, chainKey: () => Buffer | null): DevicePins {
  const isNew = !existsSync(keyFile);
  if (isNew) writeDurably(keyFile, randomBytes(32).toString('base64'));
  const key = Buffer.from(readFileSync(keyFile, 'utf8').trim(), 'base64');
  const sealPin: SealPin = (hash) => createHmac('sha256', key).update(hash, 'utf8').digest('hex');
  return {
    sealPin,
    isNew,
    verifyPin: async (pin, { salt, hash }) => {
      const chain = chainKey();
      if (chain === null) return false;
      const tried = sealPin(await hashPin(pin, salt, chain));
      return timingSafeEqual(Buffer.from(tried, 'hex'), Buffer.from(hash, 'hex'));
    },
  };
}
