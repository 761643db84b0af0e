import styles from './parts.module.css';

/** Faults or warnings of a document, each with its place. */
export function FaultList({
  faults,
}: {
  readonly faults: readonly { readonly path: string; readonly message: string }[];
}) {
  if (faults.length === 0) return null;
  return (
    <ul className={styles.faults} data-testid="faults">
      {faults.map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          {path !== '' && <code>{path}</code>}
          {message}
        </li>
      ))}
    </ul>
  );
}
