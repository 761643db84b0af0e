import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Packages of `bench/peers`, which are not the repository's own: `cd bench/peers && npm install`. */
const fromPeers = createRequire(join(import.meta.dirname, '../../peers/package.json'));

/** Null when it is not installed. */
export function peerPackage<Package>(name: string): Package | null {
  try {
    return fromPeers(name) as Package;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}
