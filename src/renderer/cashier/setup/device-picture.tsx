import type { DeviceStatus } from '../../../contracts/till-status.ts';
import styles from './device-picture.module.css';

export type PictureKind = DeviceStatus['kind'] | 'keyboard' | 'cards' | 'save';

const drawings: Readonly<Record<PictureKind, readonly string[]>> = {
  scanner: [
    'M14 18h30a8 8 0 0 1 8 8v4a6 6 0 0 1-6 6H30l-4 22a5 5 0 0 1-5 4h-5a4 4 0 0 1-4-5l5-23a8 8 0 0 1-8-8v-1a7 7 0 0 1 5-7z',
    'M26 36l6 8',
    'M58 20l8-5M58 28h10M58 36l8 5',
  ],
  cardreader: [
    'M12 40h56v18a6 6 0 0 1-6 6H18a6 6 0 0 1-6-6z',
    'M20 40V16a4 4 0 0 1 4-4h32a4 4 0 0 1 4 4v24',
    'M20 20h40M28 30h12',
    'M24 52h32',
  ],
  keyboard: [
    'M8 28h64v30a4 4 0 0 1-4 4H12a4 4 0 0 1-4-4z',
    'M40 28V18h14v-8',
    'M18 38h4M30 38h4M42 38h4M54 38h8M18 46h4M30 46h4M42 46h4M54 46h8M26 54h28',
  ],
  printer: [
    'M18 38V12h44v26',
    'M10 38h60v22a6 6 0 0 1-6 6H16a6 6 0 0 1-6-6z',
    'M26 20h28M26 27h20M26 34h24',
    'M58 52h4M20 38h40',
  ],
  drawer: ['M10 24h60v20H10z', 'M6 44h68v20H6z', 'M32 54h16', 'M22 24v-8h36v8', 'M30 32h20'],
  display: ['M8 14h64v28H8z', 'M36 42h8v20h-8z', 'M24 66h32', 'M16 24h30M16 32h22'],
  cards: ['M14 26h44v30H14z', 'M22 26v-8h44v30h-8', 'M14 36h44', 'M22 48h12'],
  save: ['M16 12h36l12 12v40a4 4 0 0 1-4 4H20a4 4 0 0 1-4-4z', 'M26 12v16h24V12', 'M26 68V46h28v22'],
};

/** A drawing of a device, for those who do not know its name. */
export function DevicePicture({ kind, size = 56 }: { readonly kind: PictureKind; readonly size?: number }) {
  return (
    <svg className={styles.picture} width={size} height={size} viewBox="0 0 80 80" aria-hidden="true">
      {drawings[kind].map((line) => (
        <path key={line} d={line} />
      ))}
    </svg>
  );
}
