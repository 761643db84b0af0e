import { classNames } from '../../kit/class-names.ts';
import { HealthDot } from '../../kit/health-dot.tsx';
import type { Tone } from '../../kit/tone.ts';
import styles from './parts.module.css';

/** A state in a colour and in words. */
export function Badge({
  tone,
  text,
  testId,
}: {
  readonly tone: Tone;
  readonly text: string;
  readonly testId?: string;
}) {
  return (
    <span className={classNames(styles.badge, tone !== 'none' && styles[tone])} data-testid={testId}>
      <HealthDot tone={tone} />
      {text}
    </span>
  );
}
