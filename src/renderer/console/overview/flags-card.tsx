import { useTranslation } from 'react-i18next';
import type { ReceiptFlags } from '../../../contracts/manage.ts';
import { Badge } from '../parts/badge.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import styles from '../parts/parts.module.css';
import { Table } from '../parts/table.tsx';
import { useWords } from '../use-words.ts';
import { differenceOf } from './flag-difference.ts';
import own from './overview.module.css';

/** Receipts that the hub works out otherwise than their till did, with the difference. */
export function FlagsCard({ found }: { readonly found: ReceiptFlags }) {
  const { t } = useTranslation('console');
  const { money, moment } = useWords();
  const shown = (value: string, isMoney: boolean): string => (isMoney ? money(Number(value)) : value);
  return (
    <Card
      title={t('flags.title')}
      testId="flags"
      beside={
        <Badge
          tone={found.total === 0 ? 'good' : 'bad'}
          text={t('flags.count', { count: found.total })}
          testId="flag-count"
        />
      }
    >
      {found.flags.length === 0 ? (
        <Empty title={t('flags.none')} next={t('flags.noneNext')} />
      ) : (
        <Table
          columns={(['receipt', 'till', 'pack', 'what', 'booked', 'again'] as const).map((name) =>
            t(`flags.column.${name}`),
          )}
        >
          {found.flags.map((flag) => {
            const { isMoney, byMinor } = differenceOf(flag);
            return (
              <tr key={flag.operationId}>
                <td>
                  {flag.purchaseId}
                  <span className={styles.small}>{moment(flag.foundAt)}</span>
                </td>
                <td>{flag.till}</td>
                <td>{flag.pack}</td>
                <td>
                  {t(`flags.kind.${flag.kind}`)}
                  <span className={own.path}> {flag.path}</span>
                </td>
                <td>{shown(flag.booked, isMoney)}</td>
                <td>
                  {shown(flag.again, isMoney)}
                  {byMinor !== null && (
                    <span className={styles.small}>{t('flags.by', { difference: money(byMinor) })}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </Table>
      )}
    </Card>
  );
}
