import type { ReactNode } from 'react';
import styles from './parts.module.css';

/** The name of a page and what can be begun there. */
export function PageHead({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <header className={styles.head}>
      <h1 className={styles.title}>{title}</h1>
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </header>
  );
}
