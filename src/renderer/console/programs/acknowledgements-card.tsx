import { useTranslation } from 'react-i18next';
import type { ManagedTill } from '../../../contracts/manage.ts';
import type { PublishedPack } from '../../../contracts/manage-packs.ts';
import { isTooOld } from '../overview/till-state.ts';
import { Badge } from '../parts/badge.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import styles from '../parts/parts.module.css';
import { Table } from '../parts/table.tsx';
import { Progress } from './progress.tsx';

type CardProps = { readonly pack: PublishedPack; readonly tills: readonly ManagedTill[] };

/** Which tills have said that they checked a pack and keep it. */
export function AcknowledgementsCard({ pack, tills }: CardProps) {
  const { t } = useTranslation('console');
  const meant = tills.filter(
    ({ enrolled, store }) => enrolled && (pack.stores === null || pack.stores.includes(store)),
  );
  return (
    <Card
      title={t('acknowledged.title')}
      testId="acknowledgements"
      beside={<Progress staged={pack.staged} tills={pack.tills} />}
    >
      {meant.length === 0 ? (
        <Empty title={t('acknowledged.none')} next={t('acknowledged.noneNext')} />
      ) : (
        <Table>
          {meant.map((till) => {
            const tooOld = isTooOld(till, pack.leastAgent);
            const keeps = (till.stagedPack ?? 0) >= pack.number;
            return (
              <tr key={till.id}>
                <td>
                  {till.name}
                  <span className={styles.small}>{till.storeName}</span>
                </td>
                <td>
                  <Badge
                    tone={keeps ? 'good' : 'warn'}
                    text={t(
                      keeps ? 'acknowledged.keeps' : tooOld ? 'acknowledged.tooOld' : 'acknowledged.waits',
                      { version: pack.leastAgent },
                    )}
                  />
                </td>
              </tr>
            );
          })}
        </Table>
      )}
    </Card>
  );
}
