import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Program } from '../../../contracts/program.ts';
import { useWords } from '../use-words.ts';
import styles from './programs.module.css';

type CapsProps = {
  readonly program: Program;
  /** Receipts of one till, by promotion; a promotion that is not there has no cap. */
  readonly caps: Readonly<Record<string, number>>;
  readonly onChange: (caps: Readonly<Record<string, number>>) => void;
};

/** How many receipts of one till may use each promotion: what a till without a line can give away at most. */
export function CapsFields({ program, caps, onChange }: CapsProps) {
  const { t } = useTranslation('console');
  const { text } = useWords();
  if (program.promotions.length === 0) return null;
  return (
    <fieldset className={styles.caps} data-testid="publish-caps">
      <legend>{t('publish.caps')}</legend>
      <p className={styles.says}>{t('publish.capsHint')}</p>
      {program.promotions.map(({ id, name }) => (
        <NumberInput
          size="md"
          key={id}
          label={text(name, id)}
          value={caps[id] ?? ''}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="strict"
          placeholder={t('publish.noCap')}
          onChange={(typed) => {
            const { [id]: _former, ...others } = caps;
            onChange(typeof typed === 'number' && typed >= 1 ? { ...others, [id]: typed } : others);
          }}
          data-testid={`cap-${id}`}
        />
      ))}
    </fieldset>
  );
}
