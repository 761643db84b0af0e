import type { CSSProperties } from 'react';
import type { Paper, PaperItem, PaperRun } from '../../contracts/paper.ts';
import { classNames } from './class-names.ts';
import styles from './paper-view.module.css';
import { QrCode } from './qr-code.tsx';

/** Thermal paper as the printer left it, as wide as there is room; `largest` is the letters' size in rem at most. */
export function PaperView({ paper, largest = 0.875 }: { readonly paper: Paper; readonly largest?: number }) {
  const style = { '--columns': paper.columns, '--largest': `${largest}rem` } as CSSProperties;
  return (
    <div className={styles.room}>
      <div className={styles.shadow} style={style}>
        <div className={styles.paper} data-testid="paper">
          {paper.items.map((item, index) => (
            // A slip never changes once it is printed: the place is the identity.
            // biome-ignore lint/suspicious/noArrayIndexKey: the items have no other name
            <Item key={index} item={item} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Item({ item }: { readonly item: PaperItem }) {
  switch (item.kind) {
    case 'line':
      return (
        <div className={styles.line} style={{ textAlign: item.align }}>
          {item.runs.length === 0 ? ' ' : item.runs.map(renderRun)}
        </div>
      );
    case 'qr':
      return (
        <div className={styles.graphic} style={{ textAlign: item.align }}>
          <QrCode text={item.text} size={Math.min(160, 24 * item.moduleDots)} />
        </div>
      );
    case 'barcode':
      return (
        <div className={styles.graphic} style={{ textAlign: item.align }}>
          <span className={styles.bars} aria-hidden />
          <span className={styles.barText}>{item.text}</span>
        </div>
      );
    case 'feed':
      return <div style={{ height: `${item.lines * 1.25}em` }} />;
    case 'cut':
      return <div className={styles.cut} aria-hidden />;
  }
}

function renderRun(run: PaperRun, index: number) {
  const className = classNames(run.bold && styles.bold, run.underline && styles.underline);
  if (run.width === 1 && run.height === 1) {
    return (
      <span key={index} className={className}>
        {run.text}
      </span>
    );
  }
  // Letters are as wide as their size; their height comes from stretching, which takes no room of its own.
  const size = { '--wide': run.width, '--high': run.height } as CSSProperties;
  return (
    <span key={index} className={styles.magnified} style={size}>
      <span className={classNames(styles.stretched, className)}>{run.text}</span>
    </span>
  );
}
