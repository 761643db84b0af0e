import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../kit/choice.tsx';
import { HealthLine } from './health-line.tsx';
import { PrintWord } from './printer-step.tsx';
import styles from './setup-dialog.module.css';
import type { Opened, Printed } from './use-setup.ts';

/** The cash drawer at the printer's plug: which of its two wires, and whether it opens. */
export function DrawerStep({ setup }: { readonly setup: Opened }) {
  const { t } = useTranslation();
  const { draft, trial } = setup;
  const { drawer } = draft;
  const [opened, setOpened] = useState<Printed | null>(null);
  if (draft.printer === null) return <p className={styles.quiet}>{t('setup.drawerNeedsPrinter')}</p>;
  const choose = (id: string): void => {
    setOpened(null);
    if (id === 'none') setup.change({ ...draft, drawer: null });
    else setup.change({ ...draft, drawer: { id: 'drawer', ...drawer, pin: id === '5' ? 5 : 2 } });
  };
  return (
    <div className={styles.step} data-testid="setup-drawer">
      <Choice
        label={t('setup.steps.drawer')}
        options={(['none', '2', '5'] as const).map((id) => ({ id, text: t(`setup.drawers.${id}`) }))}
        chosen={drawer === null ? 'none' : String(drawer.pin ?? 2)}
        onChoose={choose}
        testId="setup-pin"
      />
      {drawer !== null && (
        <>
          <HealthLine device={trial.devices.find(({ id }) => id === drawer.id)} />
          <p className={styles.quiet}>{t('setup.drawerHint')}</p>
          <Button size="lg" onClick={() => void setup.print('drawer').then(setOpened)}>
            {t('setup.openDrawer')}
          </Button>
          <PrintWord printed={opened} />
        </>
      )}
    </div>
  );
}
