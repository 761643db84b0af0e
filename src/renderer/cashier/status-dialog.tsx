import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblemCode, problemCodes } from '../../contracts/problem-codes.ts';
import { type DeviceStatus, lastingRefusal, type TillStatus } from '../../contracts/till-status.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Dialog, type DialogControl } from '../kit/dialog.tsx';
import { HealthDot } from '../kit/health-dot.tsx';
import type { Tone } from '../kit/tone.ts';
import { momentText } from './clock-text.ts';
import { StatusActions } from './status-actions.tsx';
import styles from './status-dialog.module.css';
import { useSession } from './till-context.ts';
import { troubleText } from './trouble-text.ts';

/** The till's health in sentences: what works, what does not, what to do. */
export function StatusDialog({
  opened,
  onClose,
  onSetup,
  onDrawer,
}: DialogControl & ComponentProps<typeof StatusActions>) {
  const { t } = useTranslation();
  const { status } = useSession();
  return (
    <Dialog opened={opened && status !== null} onClose={onClose} title={t('health.title')} size={680}>
      {status !== null && (
        <ul className={styles.list} data-testid="health">
          <Network status={status} />
          <Waiting status={status} />
          <Offers status={status} />
          <ClockRow status={status} />
          {status.devices
            .toSorted((a, b) => (a.id < b.id ? -1 : 1))
            .map((device) => (
              <DeviceRow key={device.id} device={device} />
            ))}
        </ul>
      )}
      <StatusActions onSetup={onSetup} onDrawer={onDrawer} />
      {status !== null && (
        <p className={styles.version}>{t('health.version', { version: status.version })}</p>
      )}
    </Dialog>
  );
}

type RowProps = {
  readonly tone: Tone;
  readonly name: string;
  readonly what: string;
  readonly next?: string | null;
};

function Row({ tone, name, what, next = null }: RowProps) {
  return (
    <li className={styles.row}>
      <HealthDot tone={tone} />
      <b>{name}</b>
      <span className={styles.words}>
        {what}
        {next !== null && <em>{next}</em>}
      </span>
    </li>
  );
}

function Network({ status }: { readonly status: TillStatus }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const contact = status.hub?.lastContactAt ?? null;
  const online = status.mode === 'online';
  const last =
    contact === null
      ? t('health.noContact')
      : t('health.contact', { time: momentText(contact, language, t) });
  return (
    <Row
      tone={online ? 'good' : 'warn'}
      name={t('health.network')}
      what={`${t(`mode.${status.mode}`)}. ${last}`}
      next={t(`rung.${status.mode}`)}
    />
  );
}

/** What no waiting mends: an administrator enrols the till again. */
function HubRefusal({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const what = isProblemCode(code) ? problemCodes[code][language] : t('status.refused');
  return <Row tone="bad" name={t('health.hub')} what={what} next={t('health.reEnrol')} />;
}

function Waiting({ status }: { readonly status: TillStatus }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { backlog, quarantine } = status;
  const refused = lastingRefusal(status);
  const oldest =
    backlog.oldestAt === null || refused !== null ? null : momentText(backlog.oldestAt, language, t);
  return (
    <>
      {refused !== null && <HubRefusal code={refused} />}
      <Row
        tone={backlog.count === 0 ? 'good' : 'warn'}
        name={t('health.receipts')}
        what={backlog.count === 0 ? t('health.allSent') : t('status.backlog', { count: backlog.count })}
        next={oldest === null ? null : t('health.backlogNext', { time: oldest })}
      />
      {quarantine.count > 0 && (
        <Row
          tone="bad"
          name={t('health.quarantine')}
          what={t('status.quarantine', { count: quarantine.count })}
        />
      )}
    </>
  );
}

function Offers({ status }: { readonly status: TillStatus }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { pack } = status;
  return pack === null ? (
    <Row tone="warn" name={t('health.offers')} what={t('status.noPack')} next={t('health.offersNext')} />
  ) : (
    <>
      <Row
        tone="good"
        name={t('health.offers')}
        what={t('health.pack', { number: pack.number, time: momentText(pack.activatedAt, language, t) })}
      />
      <WaitingOffers update={status.update} />
    </>
  );
}

/** A newer program that this version of the till cannot use. */
function WaitingOffers({ update }: Pick<TillStatus, 'update'>) {
  const { t } = useTranslation();
  if (update === undefined) return null;
  const { pack, leastAgent } = update;
  const what =
    leastAgent === null
      ? t('health.updateLater', { pack })
      : t('health.update', { pack, version: leastAgent });
  return <Row tone="warn" name={t('health.offers')} what={what} next={t('health.updateNext')} />;
}

function ClockRow({ status }: { readonly status: TillStatus }) {
  const { t } = useTranslation();
  const { confidence, offsetMs } = status.clock;
  const seconds = Math.round(Math.abs(offsetMs ?? 0) / 1000);
  if (confidence === 'low') {
    return (
      <Row tone="bad" name={t('health.clock')} what={t('health.clockOff')} next={t('health.clockNext')} />
    );
  }
  return (
    <Row
      tone={confidence === 'high' ? 'good' : 'warn'}
      name={t('health.clock')}
      what={confidence === 'high' ? t('health.clockGood', { count: seconds }) : t('health.clockUnknown')}
    />
  );
}

function DeviceRow({ device }: { readonly device: DeviceStatus }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const name = t(`device.${device.kind}`);
  if (device.reason === null || device.state === 'ready') {
    const tone = device.state === 'ready' ? 'good' : device.state === 'offline' ? 'bad' : 'warn';
    return <Row tone={tone} name={name} what={t(`deviceState.${device.state}`)} />;
  }
  const what = troubleText(device.reason, language, t);
  return <Row tone={device.state === 'offline' ? 'bad' : 'warn'} name={name} what={what} />;
}
