import { useTranslation } from 'react-i18next';
import type { Program } from '../../../contracts/program.ts';
import { describeProgram } from '../../../loyalty/describe/program.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import styles from '../parts/parts.module.css';

const MOST_NAMED = 4;

/** The names of a program's promotions, the first few. */
export function GivesInShort({ program }: { readonly program: Program }) {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  const { name, promotions } = describeProgram(program, language);
  const shown = promotions.slice(0, MOST_NAMED).map((promotion) => promotion.name);
  const left = promotions.length - shown.length;
  return (
    <>
      {name}
      <span className={styles.small}>
        {shown.join(' · ')}
        {left > 0 && ` · ${t('programs.more', { count: left })}`}
      </span>
    </>
  );
}
