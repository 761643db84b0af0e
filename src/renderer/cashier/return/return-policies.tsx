import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReturnFigures, ReturnPreview } from '../../../contracts/pos-api.ts';
import { classNames } from '../../kit/class-names.ts';
import { useTexts } from '../use-texts.ts';
import styles from './return-dialog.module.css';
import { useReturnWords } from './return-words.ts';
import type { Return } from './use-return.ts';

/** What the customer gets, by each policy that is possible; the chosen one is booked. */
export function ReturnPolicies({
  goods,
  preview,
}: {
  readonly goods: Return;
  readonly preview: ReturnPreview;
}) {
  const { t } = useTranslation();
  const texts = useTexts();
  const chosen = preview.policies.find(({ policy }) => policy === goods.policy) ?? preview.policies[0];
  return (
    <>
      <fieldset className={styles.policies} aria-label={t('return.refund')}>
        {preview.policies.map((figures) => (
          <Policy
            key={figures.policy}
            figures={figures}
            chosen={figures === chosen}
            usual={preview.policies.length > 1 && figures.policy === preview.policy}
            onChoose={() => goods.setPolicy(figures.policy)}
          />
        ))}
      </fieldset>
      {preview.needsPin && <p className={styles.quiet}>{t('return.needsPin')}</p>}
      <Button size="xl" disabled={goods.busy} onClick={goods.take}>
        {t('return.take', { amount: texts.money(chosen?.refundMinor ?? preview.refundMinor) })}
      </Button>
    </>
  );
}

type PolicyProps = {
  readonly figures: ReturnFigures;
  readonly chosen: boolean;
  readonly usual: boolean;
  readonly onChoose: () => void;
};

function Policy({ figures, chosen, usual, onChoose }: PolicyProps) {
  const { t } = useTranslation();
  const texts = useTexts();
  const words = useReturnWords();
  return (
    <button
      type="button"
      className={classNames(styles.policy, chosen && styles.chosen)}
      aria-pressed={chosen}
      data-testid={`return-${figures.policy}`}
      onClick={onChoose}
    >
      <span className={styles.name}>
        {t(`return.policy.${figures.policy}`)}
        {usual && <em>{t('return.usual')}</em>}
      </span>
      <b className={styles.refund}>{texts.money(figures.refundMinor)}</b>
      {words(figures).map((text) => (
        <span key={text} className={styles.quiet}>
          {text}
        </span>
      ))}
    </button>
  );
}
