import type { ReactNode } from 'react';
import styles from './parts.module.css';

/** A column's heading; `isNumber`: figures, which stand to the right. */
export type Column = string | { readonly text: string; readonly isNumber: boolean };

/** Rows under their headings, if any; wider than its card, it scrolls inside. */
export function Table({
  columns = [],
  children,
}: {
  readonly columns?: readonly Column[];
  readonly children: ReactNode;
}) {
  const headings = columns.map((column) =>
    typeof column === 'string' ? { text: column, isNumber: false } : column,
  );
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        {headings.length > 0 && (
          <thead>
            <tr>
              {headings.map(({ text, isNumber }) => (
                <th key={text} scope="col" className={isNumber ? styles.number : undefined}>
                  {text}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
