import type { DeviceStatus } from '../../contracts/till-status.ts';
import { classNames } from './class-names.ts';
import styles from './health-dot.module.css';
import type { Tone } from './tone.ts';

export const toneOfDevice = (state: DeviceStatus['state']): Tone =>
  state === 'ready' ? 'good' : state === 'degraded' ? 'warn' : state === 'offline' ? 'bad' : 'none';

/** Well or not, at a glance. `label`: said to those who do not see it, where no words stand beside it. */
export function HealthDot({ tone, label }: { readonly tone: Tone; readonly label?: string }) {
  const name = classNames(styles.dot, tone !== 'none' && styles[tone]);
  return label === undefined ? (
    <span className={name} />
  ) : (
    <span className={name} aria-label={label} role="img" />
  );
}
