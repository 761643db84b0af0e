import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../contracts/member-view.ts';
import { classNames } from '../kit/class-names.ts';
import styles from './stamp-cards.module.css';
import { freshQuote } from './state/sale-state.ts';
import { useSale, useSession } from './till-context.ts';
import { useTexts } from './use-texts.ts';

/** Cards with more places than this are told in numbers. */
const MOST_DOTS = 12;

/** The member's stamp cards, with what this receipt adds. */
export function StampCards({ member }: { readonly member: MemberView }) {
  const { names } = useSession();
  const quote = freshQuote(useSale());
  return names?.stampCards.map(({ id, target }) => {
    const before = member.stamps[id] ?? 0;
    const after = quote?.stamps.find((one) => one.card === id);
    return <StampCard key={id} id={id} target={target} before={before} total={after?.total ?? before} />;
  });
}

type StampCardProps = {
  readonly id: string;
  readonly target: number;
  readonly before: number;
  readonly total: number;
};

function StampCard({ id, target, before, total }: StampCardProps) {
  const { t } = useTranslation();
  const texts = useTexts();
  const label = t('stamps.count', { total, target });
  return (
    <div className={styles.card} data-testid={`stamps-${id}`}>
      <span className={styles.name}>{texts.promotion(id)}</span>
      {target <= MOST_DOTS && (
        <span className={styles.dots} role="img" aria-label={label}>
          {Array.from({ length: target }, (_, place) => (
            <i
              // biome-ignore lint/suspicious/noArrayIndexKey: places of a card never move
              key={place}
              className={classNames(
                place < total && styles.full,
                place >= before && place < total && styles.fresh,
              )}
            >
              {place < total && <IconCheck size={12} stroke={3.5} />}
            </i>
          ))}
        </span>
      )}
      {target > MOST_DOTS && <span className={styles.count}>{label}</span>}
    </div>
  );
}
