import styles from './parts.module.css';

/** Nothing is here, and what one can do about it. */
export function Empty({ title, next }: { readonly title: string; readonly next: string }) {
  return (
    <div className={styles.empty}>
      <b>{title}</b>
      <span>{next}</span>
    </div>
  );
}
