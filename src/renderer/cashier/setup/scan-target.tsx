import { ean13Modules } from '../../kit/ean13.ts';
import styles from './scan-target.module.css';

/** A right number that is on no shelf, its check digit included. */
const SAMPLE = '4600000000008';
const QUIET = 11;
const modules = ean13Modules(SAMPLE);
const bars = [...modules]
  .map((module, place) => (module === '1' ? `M${QUIET + place} 4h1v36h-1z` : ''))
  .join('');

/** A bar code on the screen to hold a scanner to. Laser scanners read paper only. */
export function ScanTarget() {
  return (
    <svg
      className={styles.target}
      viewBox={`0 0 ${modules.length + 2 * QUIET} 50`}
      role="img"
      aria-label={SAMPLE}
    >
      <path d={bars} />
      <text x="50%" y={48} textAnchor="middle">
        {SAMPLE}
      </text>
    </svg>
  );
}
