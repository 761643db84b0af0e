import { IconScissors } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PaperView } from '../../kit/paper-view.tsx';
import { useSession, useTill } from '../till-context.ts';
import styles from './bench-panel.module.css';

/** The receipt printer: paper comes out of its slot, the newest slip on top. */
export function PrinterTray() {
  const { t } = useTranslation();
  const { session } = useTill();
  const { bench } = useSession();
  const tray = useRef<HTMLDivElement>(null);
  const newest = bench.papers.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new slip must be seen
  useEffect(() => {
    tray.current?.scrollTo({ top: 0 });
  }, [newest]);
  return (
    <section className={styles.printer}>
      <div className={styles.front}>
        <span className={styles.led} />
        <span>{t('bench.printer')}</span>
      </div>
      <div className={styles.slot} />
      <div className={styles.tray} ref={tray} data-testid="printer-tray">
        {bench.papers.length === 0 && <p className={styles.empty}>{t('bench.noPaper')}</p>}
        {bench.papers.toReversed().map(({ id, paper }) => (
          <div key={id} className={styles.out}>
            <div className={styles.sheet}>
              <PaperView paper={paper} />
              <button
                type="button"
                className={styles.tear}
                aria-label={t('bench.tear')}
                onClick={() => session.dispatch({ type: 'paper-torn', id })}
              >
                <IconScissors size={20} />
              </button>
            </div>
          </div>
        ))}
      </div>
    </section>
  );
}
