import { useTranslation } from 'react-i18next';
import type { DeviceStatus } from '../../../contracts/till-status.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { HealthDot, toneOfDevice } from '../../kit/health-dot.tsx';
import { troubleText } from '../trouble-text.ts';
import styles from './setup-dialog.module.css';

/** How a device on trial is, with the next step where something is wrong. */
export function HealthLine({ device }: { readonly device: DeviceStatus | undefined }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (device === undefined) return null;
  const { state, reason } = device;
  const text =
    reason === null || state === 'ready' ? t(`deviceState.${state}`) : troubleText(reason, language, t);
  return (
    <p className={styles.health} data-testid="setup-health" data-state={state}>
      <HealthDot tone={reason === 'starting' ? 'none' : toneOfDevice(state)} />
      {text}
    </p>
  );
}
