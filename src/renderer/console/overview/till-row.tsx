import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ManagedTill } from '../../../contracts/manage.ts';
import { Badge } from '../parts/badge.tsx';
import styles from '../parts/parts.module.css';
import { useWords } from '../use-words.ts';
import { type AskOfTill, TillActions } from './till-actions.tsx';
import type { TillState } from './till-state.ts';

const MINUTE_MS = 60_000;

/** How long ago, in the largest unit that fits. */
function ago(ms: number, t: TFunction<'console'>): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 1) return t('ago.now');
  if (minutes < 60) return t('ago.minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t('ago.hours', { count: hours }) : t('ago.days', { count: Math.floor(hours / 24) });
}

type TillRowProps = {
  readonly till: ManagedTill;
  readonly state: TillState;
  readonly nowMs: number;
  readonly onAsk: AskOfTill;
};

export function TillRow({ till, state, nowMs, onAsk }: TillRowProps) {
  const { t } = useTranslation('console');
  const { moment } = useWords();
  return (
    <tr data-testid={`till-${till.id}`}>
      <td>
        <b>{till.name}</b>
        <span className={styles.small}>
          {till.storeName} · {till.id}
        </span>
      </td>
      <td>
        <Badge
          tone={state.tone}
          text={state.rung === null ? t(`contact.${state.contact}`) : t(`rung.${state.rung}`)}
        />
        {till.quarantine > 0 && (
          <span className={styles.small}>{t('tills.quarantine', { count: till.quarantine })}</span>
        )}
      </td>
      <td>
        {till.lastSeenAt === null ? (
          <span className={styles.soft}>{t('tills.never')}</span>
        ) : (
          <span title={moment(till.lastSeenAt)}>{ago(nowMs - Date.parse(till.lastSeenAt), t)}</span>
        )}
      </td>
      <td>
        {state.newest === null ? (
          <span className={styles.soft}>{t('tills.noPack')}</span>
        ) : state.behind ? (
          <Badge
            tone="warn"
            text={t('tills.packBehind', { staged: till.stagedPack ?? 0, newest: state.newest })}
          />
        ) : (
          t('tills.packNewest', { number: state.newest })
        )}
        {state.needsVersion !== null && (
          <span className={styles.small}>{t('tills.needsVersion', { version: state.needsVersion })}</span>
        )}
      </td>
      <td>
        {till.health === null ? (
          <span className={styles.soft}>{t('tills.unknown')}</span>
        ) : till.health.backlog === 0 ? (
          t('tills.allSent')
        ) : (
          t('tills.backlog', { count: till.health.backlog })
        )}
      </td>
      <td>
        <ClockCell offsetMs={till.health?.clockOffsetMs ?? null} isOff={state.clockOff} />
      </td>
      <td>{till.version ?? <span className={styles.soft}>{t('tills.unknown')}</span>}</td>
      <td>
        <TillActions till={till} onAsk={onAsk} />
      </td>
    </tr>
  );
}

/** How far the till's own clock is from the hub's. */
function ClockCell({ offsetMs, isOff }: { readonly offsetMs: number | null; readonly isOff: boolean }) {
  const { t } = useTranslation('console');
  if (offsetMs === null) return <span className={styles.soft}>{t('tills.unknown')}</span>;
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  if (seconds === 0) return t('tills.clockGood');
  const text =
    seconds < 120
      ? t(offsetMs > 0 ? 'tills.slowSeconds' : 'tills.fastSeconds', { count: seconds })
      : t(offsetMs > 0 ? 'tills.slowMinutes' : 'tills.fastMinutes', { count: Math.round(seconds / 60) });
  return isOff ? <Badge tone="warn" text={text} /> : text;
}
