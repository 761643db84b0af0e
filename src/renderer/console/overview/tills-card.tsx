import { Button, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ManagedTill } from '../../../contracts/manage.ts';
import type { PublishedPack } from '../../../contracts/manage-packs.ts';
import { Card } from '../parts/card.tsx';
import { Empty } from '../parts/empty.tsx';
import { Table } from '../parts/table.tsx';
import own from './overview.module.css';
import { EnrolDialog, RevokeTillDialog } from './till-dialogs.tsx';
import { TillRow } from './till-row.tsx';
import { stateOfTill } from './till-state.ts';

type TillsCardProps = {
  readonly tills: readonly ManagedTill[];
  readonly packs: readonly PublishedPack[];
  /** The hub's time: silence is counted by it. */
  readonly nowMs: number;
  readonly onChanged: () => Promise<void>;
};
type Asking = { readonly what: 'code' | 'revoke'; readonly till: ManagedTill } | { readonly what: 'new' };

const ALL = '*';

const storesOf = (tills: readonly ManagedTill[]): { value: string; label: string }[] =>
  [...new Map(tills.map((till) => [till.store, till.storeName]))].map(([value, label]) => ({ value, label }));

/** The tills of the chain, of one store, or those that somebody should look at. */
export function TillsCard({ tills, packs, nowMs, onChanged }: TillsCardProps) {
  const { t } = useTranslation('console');
  const [store, setStore] = useState<string>(ALL);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [onlyTrouble, setOnlyTrouble] = useState(false);
  const judged = tills.map((till) => ({ till, state: stateOfTill(till, packs, nowMs) }));
  const trouble = judged.filter(({ state }) => state.needsAttention).length;
  const shown = judged.filter(
    ({ till, state }) => (store === ALL || till.store === store) && (!onlyTrouble || state.needsAttention),
  );
  return (
    <Card
      title={t('tills.title')}
      testId="tills"
      beside={
        <div className={own.filters}>
          <Select
            aria-label={t('tills.store')}
            size="sm"
            data={[{ value: ALL, label: t('tills.allStores') }, ...storesOf(tills)]}
            value={store}
            onChange={(chosen) => setStore(chosen ?? ALL)}
            allowDeselect={false}
          />
          <Switch
            label={t('tills.onlyTrouble', { count: trouble })}
            checked={onlyTrouble}
            onChange={(event) => setOnlyTrouble(event.currentTarget.checked)}
          />
          <Button
            size="sm"
            variant="default"
            onClick={() => setAsking({ what: 'new' })}
            data-testid="add-till"
          >
            {t('enrol.add')}
          </Button>
        </div>
      }
    >
      {tills.length === 0 ? (
        <Empty title={t('tills.none')} next={t('tills.noneNext')} />
      ) : shown.length === 0 ? (
        <Empty title={t('tills.allWell')} next={t('tills.allWellNext')} />
      ) : (
        <Table
          columns={(['till', 'state', 'seen', 'pack', 'backlog', 'clock', 'version', 'actions'] as const).map(
            (name) => t(`tills.column.${name}`),
          )}
        >
          {shown.map(({ till, state }) => (
            <TillRow
              key={till.id}
              till={till}
              state={state}
              nowMs={nowMs}
              onAsk={(what, asked) => setAsking({ what, till: asked })}
            />
          ))}
        </Table>
      )}
      {asking !== null && (
        <AskedDialog asking={asking} tills={tills} onClose={() => setAsking(null)} onDone={onChanged} />
      )}
    </Card>
  );
}

type AskedProps = {
  readonly asking: Asking;
  readonly tills: readonly ManagedTill[];
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
};

function AskedDialog({ asking, tills, onClose, onDone }: AskedProps) {
  const shared = { onClose, onDone };
  if (asking.what === 'revoke') return <RevokeTillDialog till={asking.till} {...shared} />;
  const till = asking.what === 'new' ? null : asking.till;
  return <EnrolDialog till={till} store={tills[0]?.store ?? ''} {...shared} />;
}
