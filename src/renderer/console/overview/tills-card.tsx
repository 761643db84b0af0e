import { Select, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ManagedTill } from '../../../contracts/manage.ts';
import type { PublishedPack } from '../../../contracts/manage-packs.ts';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Table } from '../parts/table.tsx';
import own from './overview.module.css';
import { TillRow } from './till-row.tsx';
import { stateOfTill } from './till-state.ts';

type TillsCardProps = {
  readonly tills: readonly ManagedTill[];
  readonly packs: readonly PublishedPack[];
  /** The hub's time: silence is counted by it. */
  readonly nowMs: number;
};

const ALL = '*';

/** The tills of the chain, of one store, or those that somebody should look at. */
export function TillsCard({ tills, packs, nowMs }: TillsCardProps) {
  const { t } = useTranslation('console');
  const [store, setStore] = useState<string>(ALL);
  const [onlyTrouble, setOnlyTrouble] = useState(false);
  const judged = tills.map((till) => ({ till, state: stateOfTill(till, packs, nowMs) }));
  const trouble = judged.filter(({ state }) => state.needsAttention).length;
  const shown = judged.filter(
    ({ till, state }) => (store === ALL || till.store === store) && (!onlyTrouble || state.needsAttention),
  );
  const stores = new Map(tills.map((till) => [till.store, till.storeName]));
  return (
    <Card
      title={t('tills.title')}
      testId="tills"
      beside={
        <div className={own.filters}>
          <Select
            aria-label={t('tills.store')}
            size="sm"
            data={[
              { value: ALL, label: t('tills.allStores') },
              ...[...stores].map(([value, label]) => ({ value, label })),
            ]}
            value={store}
            onChange={(chosen) => setStore(chosen ?? ALL)}
            allowDeselect={false}
          />
          <Switch
            label={t('tills.onlyTrouble', { count: trouble })}
            checked={onlyTrouble}
            onChange={(event) => setOnlyTrouble(event.currentTarget.checked)}
          />
        </div>
      }
    >
      {tills.length === 0 ? (
        <Empty title={t('tills.none')} next={t('tills.noneNext')} />
      ) : shown.length === 0 ? (
        <Empty title={t('tills.allWell')} next={t('tills.allWellNext')} />
      ) : (
        <Table
          columns={(['till', 'state', 'seen', 'pack', 'backlog', 'clock', 'version'] as const).map((name) =>
            t(`tills.column.${name}`),
          )}
        >
          {shown.map(({ till, state }) => (
            <TillRow key={till.id} till={till} state={state} nowMs={nowMs} />
          ))}
        </Table>
      )}
    </Card>
  );
}
