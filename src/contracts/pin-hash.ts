import { createHmac, scrypt } from 'node:crypto';
import { pinScrypt } from './fraud.ts';

/**
 * The hash of a PIN, hex, as the hub makes it and a till makes it again. `chainKey` is the key under which the chain
 * indexes phones: it lies in no database, so a copy of one does not even let anybody try PINs. Never for a window: it
 * needs Node. About a tenth of a second, off the main thread.
 */
export function hashPin(pin: string, salt: string, chainKey: Buffer): Promise<string> {
  const keyed = createHmac('sha256', chainKey).update(`kopilka-pin:${pin}`, 'utf8').digest();
  const { cost, blockSize, parallelization, keyBytes } = pinScrypt;
  // Twice what the parameters need: the default bound lies just below it.
  const options = { N: cost, r: blockSize, p: parallelization, maxmem: 256 * cost * blockSize };
  return new Promise((resolve, reject) => {
    scrypt(keyed, Buffer.from(salt, 'hex'), keyBytes, options, (error, hash) => {
      if (error === null) resolve(hash.toString('hex'));
      else reject(error);
    });
  });
}
