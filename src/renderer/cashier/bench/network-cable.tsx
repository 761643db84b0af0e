import { Switch } from '@mantine/core';
import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../kit/class-names.ts';
import { useSession, useTill } from '../till-context.ts';
import styles from './bench-panel.module.css';

const CABLE_ID = 'network-cable';

/** The cable to the centre: pulled, the till works on alone. */
export function NetworkCable() {
  const { t } = useTranslation();
  const { driver } = useTill();
  const { bench } = useSession();
  const plugged = bench.cable === 'plugged';
  return (
    <div className={classNames(styles.cable, !plugged && styles.pulled)}>
      {plugged ? <IconPlugConnected size={26} /> : <IconPlugConnectedX size={26} />}
      <span>
        <b>{t('bench.cable')}</b>
        {t(plugged ? 'bench.plugged' : 'bench.pulled')}
      </span>
      <Switch
        id={CABLE_ID}
        size="lg"
        checked={plugged}
        onChange={(event) => void driver.setCable(event.currentTarget.checked)}
        aria-label={t('bench.cable')}
        data-testid="cable"
      />
    </div>
  );
}
