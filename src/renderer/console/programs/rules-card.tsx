import { useTranslation } from 'react-i18next';
import type { Program } from '../../../contracts/program.ts';
import { type DescribedRule, describeProgram } from '../../../loyalty/describe/program.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import styles from './programs.module.css';

const MOST_SHOWN = 200;

/** A program in words: what it gives, to whom, when and how often. */
export function RulesCard({ program }: { readonly program: Program }) {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  const { name, promotions, others } = describeProgram(program, language);
  const left = promotions.length - MOST_SHOWN;
  return (
    <Card title={name} testId="rules">
      {promotions.length === 0 && others.length === 0 ? (
        <Empty title={t('rules.none')} next={t('rules.noneNext')} />
      ) : (
        <ul className={styles.rules}>
          {promotions.slice(0, MOST_SHOWN).map((rule) => (
            <Rule key={rule.id} rule={rule} />
          ))}
          {left > 0 && <li className={styles.rule}>{t('programs.more', { count: left })}</li>}
          {others.map((text) => (
            <li key={text} className={styles.rule}>
              {text}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Rule({ rule }: { readonly rule: DescribedRule }) {
  const { t } = useTranslation('console');
  const { name, gives, when, limits } = rule;
  return (
    <li className={styles.rule}>
      <b>{name}</b>
      {gives.map((text) => (
        <span key={text}>{text}</span>
      ))}
      <em>{when.length === 0 ? t('rules.always') : when.join('; ')}</em>
      {limits.length > 0 && <em>{t('rules.limits', { limits: limits.join('; ') })}</em>}
    </li>
  );
}
