import type { ReactNode } from 'react';
import styles from './parts.module.css';

type CardProps = {
  readonly title?: string;
  /** Beside the title. */
  readonly beside?: ReactNode;
  readonly testId?: string;
  readonly children: ReactNode;
};

export function Card({ title, beside, testId, children }: CardProps) {
  return (
    <section className={styles.card} data-testid={testId} aria-label={title}>
      {title !== undefined && (
        <div className={styles.cardHead}>
          <h2 className={styles.cardTitle}>{title}</h2>
          {beside}
        </div>
      )}
      {children}
    </section>
  );
}
