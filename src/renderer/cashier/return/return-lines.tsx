import { ActionIcon } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReturnableSale } from '../../../contracts/ui-api.ts';
import { toThousandths } from '../../../shared/quantity.ts';
import { useTexts } from '../use-texts.ts';
import styles from './return-dialog.module.css';
import type { Return } from './use-return.ts';

/** The lines of the purchase, each with how much of it comes back: pieces one by one, weighed goods whole. */
export function ReturnLines({ goods }: { readonly goods: Return }) {
  const { t } = useTranslation();
  const lines = goods.found?.lines ?? [];
  if (lines.every((line) => line.returnable === 0)) return <p>{t('return.nothing')}</p>;
  return (
    <div className={styles.lines}>
      {lines.map((line) => (
        <Line key={line.id} line={line} goods={goods} />
      ))}
    </div>
  );
}

function Line({ line, goods }: { readonly line: ReturnableSale['lines'][number]; readonly goods: Return }) {
  const { t } = useTranslation();
  const texts = useTexts();
  const { id, name, returnable } = line;
  const now = goods.chosen.get(id) ?? 0;
  const step = Number.isInteger(line.quantity) ? 1 : returnable;
  const quantity = (units: number): string => texts.quantity(toThousandths(units));
  return (
    <div className={styles.line} data-testid="return-line">
      <span className={styles.what}>
        <b>{name}</b>
        <span>
          {returnable === 0 ? t('return.none') : t('return.left', { quantity: quantity(returnable) })}
        </span>
      </span>
      <ActionIcon
        variant="light"
        aria-label={t('return.less', { name })}
        disabled={now === 0 || goods.busy}
        onClick={() => goods.put(id, Math.max(0, now - step))}
      >
        <IconMinus size={22} />
      </ActionIcon>
      <span className={styles.count}>{quantity(now)}</span>
      <ActionIcon
        variant="light"
        aria-label={t('return.more', { name })}
        disabled={now >= returnable || goods.busy}
        onClick={() => goods.put(id, Math.min(returnable, now + step))}
      >
        <IconPlus size={22} />
      </ActionIcon>
    </div>
  );
}
