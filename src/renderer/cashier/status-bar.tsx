import {
  IconAlertTriangle,
  IconBarcode,
  IconCashRegister,
  IconClock,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUpload,
  IconCreditCard,
  IconDeviceDesktop,
  IconPackage,
  IconPrinter,
} from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeviceStatus, lastingRefusal, type TillStatus } from '../../contracts/till-status.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { browserClock } from '../kit/browser-ports.ts';
import { classNames } from '../kit/class-names.ts';
import { HealthDot, toneOfDevice } from '../kit/health-dot.tsx';
import { clockText } from './clock-text.ts';
import styles from './status-bar.module.css';
import { useSession } from './till-context.ts';

/** One line about the till's health: the network, what waits to be sent, the program, devices, the time. */
export function StatusBar({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const { status, link } = useSession();
  return (
    <footer className={styles.bar}>
      <button
        type="button"
        className={styles.all}
        onClick={onOpen}
        aria-label={t('health.title')}
        data-testid="status-bar"
      >
        {status !== null && link === 'open' && (
          <>
            <Mode status={status} />
            <Backlog status={status} />
            <Pack status={status} />
            <Devices devices={status.devices} />
          </>
        )}
        <WallClock status={status} />
      </button>
    </footer>
  );
}

function Mode({ status }: { readonly status: TillStatus }) {
  const { t } = useTranslation();
  const online = status.mode === 'online';
  return (
    <span
      className={classNames(styles.item, online ? styles.good : styles.warn)}
      data-testid="mode"
      data-mode={status.mode}
    >
      {online ? <IconCloudCheck size={18} /> : <IconCloudOff size={18} />}
      {t(`mode.${status.mode}`)}
    </span>
  );
}

function Backlog({ status }: { readonly status: TillStatus }) {
  const { t } = useTranslation();
  const { backlog, quarantine } = status;
  return (
    <>
      {backlog.count > 0 && (
        <span className={styles.item} data-testid="backlog">
          <IconCloudUpload size={18} />
          {t('status.backlog', { count: backlog.count })}
        </span>
      )}
      {lastingRefusal(status) !== null && (
        <span className={classNames(styles.item, styles.bad)} data-testid="hub-refuses">
          <IconAlertTriangle size={18} />
          {t('status.refused')}
        </span>
      )}
      {quarantine.count > 0 && (
        <span className={classNames(styles.item, styles.bad)}>
          <IconAlertTriangle size={18} />
          {t('status.quarantine', { count: quarantine.count })}
        </span>
      )}
    </>
  );
}

function Pack({ status }: { readonly status: TillStatus }) {
  const { t } = useTranslation();
  return (
    <span
      className={classNames(
        styles.item,
        (status.pack === null || status.update !== undefined) && styles.warn,
      )}
      data-testid="pack"
    >
      <IconPackage size={18} />
      {status.pack === null ? t('status.noPack') : t('status.pack', { number: status.pack.number })}
      {status.update !== undefined && ` · ${t('status.update')}`}
    </span>
  );
}

const deviceIcons = {
  scanner: IconBarcode,
  cardreader: IconCreditCard,
  printer: IconPrinter,
  display: IconDeviceDesktop,
  drawer: IconCashRegister,
} as const;

function Devices({ devices }: { readonly devices: readonly DeviceStatus[] }) {
  const { t } = useTranslation();
  const shown = devices.filter((device) => device.state !== 'unconfigured');
  return shown
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((device) => {
      const Icon = deviceIcons[device.kind];
      const name = t(`device.${device.kind}`);
      const state = t(`deviceState.${device.state}`);
      return (
        <span
          key={device.id}
          className={classNames(
            styles.item,
            device.state === 'offline' && styles.bad,
            device.state === 'degraded' && styles.warn,
          )}
          title={`${name}: ${state}`}
        >
          <Icon size={18} />
          <span className={styles.deviceName}>{name}</span>
          {device.state !== 'ready' && <span>{state}</span>}
          <HealthDot tone={toneOfDevice(device.state)} label={state} />
        </span>
      );
    });
}

function WallClock({ status }: { readonly status: TillStatus | null }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [now, setNow] = useState(() => browserClock.localNow());
  useEffect(() => {
    const timer = setInterval(() => setNow(browserClock.localNow()), 5000);
    return () => clearInterval(timer);
  }, []);
  const doubtful = status?.clock.confidence === 'low';
  return (
    <span className={classNames(styles.item, styles.clock, doubtful && styles.warn)}>
      <IconClock size={18} />
      {doubtful && <span>{t('status.clockDoubtful')}</span>}
      {clockText(now, language, t)}
    </span>
  );
}
