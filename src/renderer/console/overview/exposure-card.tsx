import { useTranslation } from 'react-i18next';
import type { Exposure, ManagedTill } from '../../../contracts/manage.ts';
import { Badge } from '../parts/badge.tsx';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import styles from '../parts/parts.module.css';
import { Table } from '../parts/table.tsx';
import { useWords } from '../use-words.ts';
import { exposureByStore } from './exposure-by-store.ts';
import own from './overview.module.css';

type ExposureCardProps = { readonly exposure: Exposure; readonly tills: readonly ManagedTill[] };

/** How much could be overspent right now, why, and in which stores. */
export function ExposureCard({ exposure, tills }: ExposureCardProps) {
  const { t } = useTranslation('console');
  const { wallets, units } = exposure;
  const silent = units.filter((unit) => unit.silent).length;
  return (
    <Card title={t('exposure.title')} testId="exposure">
      {wallets.length === 0 ? (
        <Empty title={t('exposure.none')} next={t('exposure.noneNext')} />
      ) : (
        wallets.map((wallet) => (
          <WalletBound key={wallet.wallet} bound={wallet} exposure={exposure} tills={tills} silent={silent} />
        ))
      )}
      {!exposure.leases && wallets.length > 0 && <p className={own.why}>{t('exposure.noLeases')}</p>}
    </Card>
  );
}

function WalletBound({
  bound,
  exposure,
  tills,
  silent,
}: ExposureCardProps & { readonly bound: Exposure['wallets'][number]; readonly silent: number }) {
  const { t } = useTranslation('console');
  const { points, worth } = useWords();
  const { wallet, now, most, perUnit, writtenOff, uncovered } = bound;
  const stores = exposureByStore(exposure, tills, wallet);
  return (
    <>
      <div className={own.sums}>
        <div className={own.sum}>
          <b data-testid={`exposure-now-${wallet}`}>{points(wallet, now)}</b>
          <span>{t('exposure.now', { worth: worth(wallet, now) ?? '' })}</span>
        </div>
        <div className={own.sum}>
          <b>{points(wallet, most)}</b>
          <span>{t('exposure.most', { worth: worth(wallet, most) ?? '' })}</span>
        </div>
        <Badge
          tone={now === 0 ? 'good' : 'warn'}
          text={t(now === 0 ? 'exposure.nothing' : 'exposure.some')}
        />
      </div>
      <p className={own.why}>
        {t('exposure.why', { count: silent, each: points(wallet, perUnit) })}
        {writtenOff > 0 && ` ${t('exposure.writtenOff', { points: points(wallet, writtenOff) })}`}
        {uncovered > 0 && ` ${t('exposure.uncovered', { points: points(wallet, uncovered) })}`}
      </p>
      <Table
        columns={[
          t('exposure.column.store'),
          t('exposure.column.silent'),
          { text: t('exposure.column.now'), isNumber: true },
        ]}
      >
        {stores.map((store) => (
          <tr key={store.store}>
            <td>{store.storeName}</td>
            <td>{t('exposure.silentOf', { silent: store.silent, tills: store.tills })}</td>
            <td className={styles.number}>{points(wallet, store.now)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}
