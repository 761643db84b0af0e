import { useTranslation } from 'react-i18next';
import type { Program } from '../../../contracts/program.ts';
import { useWords } from '../use-words.ts';
import styles from './programs.module.css';

type DemandsProps = {
  /** Null where the document cannot be read: promotions are named by their ids then. */
  readonly program: Program | null;
  readonly leastAgent: string | null;
  readonly tillCaps: Readonly<Record<string, number>>;
};

/** The version a till needs for a program, and what one till may give away of it. */
export function DemandsLine({ program, leastAgent, tillCaps }: DemandsProps) {
  const { t } = useTranslation('console');
  const { text } = useWords();
  const caps = Object.entries(tillCaps).map(([id, count]) => {
    const named = program?.promotions.find((promotion) => promotion.id === id);
    return `${text(named?.name, id)} – ${count}`;
  });
  if (leastAgent === null && caps.length === 0) return null;
  return (
    <p className={styles.says} data-testid="demands">
      {leastAgent !== null && t('pack.leastAgent', { version: leastAgent })}{' '}
      {caps.length > 0 && t('pack.caps', { caps: caps.join(', ') })}
    </p>
  );
}
