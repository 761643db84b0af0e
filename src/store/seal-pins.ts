import type { TillConfigRecord } from '../contracts/sync.ts';

/** Locks the hash of a PIN (hex) under a key that lies outside the database; hex again. */
export type SealPin = (hash: string) => string;

/**
 * The config as it may lie in the till's file: without the key of this device a copy of the file does not even let
 * anybody try out PINs.
 */
export const withSealedPins = (config: TillConfigRecord, sealPin: SealPin): TillConfigRecord =>
  config.staff === undefined
    ? config
    : {
        ...config,
        staff: config.staff.map((person) =>
          person.pin === null
            ? person
            : { ...person, pin: { ...person.pin, hash: sealPin(person.pin.hash) } },
        ),
      };
