import styles from './wordmark.module.css';

/** The product's sign and name: a K inside an almost closed coin. */
export function Wordmark() {
  return (
    <span className={styles.mark}>
      <svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="9" fill="#0b6b53" />
        <path
          d="M16 6.5a9.5 9.5 0 1 1-9.5 9.5"
          fill="none"
          stroke="#f5b63f"
          strokeWidth="3.4"
          strokeLinecap="round"
        />
        <path
          d="M12.6 11v10M19.8 11l-6.2 5 6.2 5"
          fill="none"
          stroke="#fff"
          strokeWidth="2.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span translate="no">Kopilka</span>
    </span>
  );
}
