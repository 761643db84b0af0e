import { Button, Group, Kbd } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../contracts/problem.ts';
import type { DeviceStatus } from '../../contracts/till-status.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { problemText } from '../kit/problem-text.ts';
import styles from './status-dialog.module.css';
import { useSession, useTill } from './till-context.ts';

/** What became of a check: the rows above it say it of each device. */
type Checked = { readonly devices: readonly DeviceStatus[] } | { readonly problem: Problem };

/** What a person can do about the devices from the till's health: ask them now, open the drawer, set them up. */
export function StatusActions({
  onSetup,
  onDrawer,
}: {
  /** Null while a sale is being paid. */
  readonly onSetup: (() => void) | null;
  readonly onDrawer: () => void;
}) {
  const { t } = useTranslation();
  const { client, session } = useTill();
  const { status } = useSession();
  const [busy, setBusy] = useState(false);
  const [checked, setChecked] = useState<Checked | null>(null);
  const hasDrawer = status?.devices.some(({ kind, state }) => kind === 'drawer' && state !== 'unconfigured');
  const check = async (): Promise<void> => {
    setBusy(true);
    const answer = await client.call('devices.check', {});
    setBusy(false);
    setChecked(answer.ok ? answer.value : { problem: answer.error });
    // Devices that the config has no more are not heard of again: the answer lists what there is.
    const now = session.get().status;
    if (answer.ok && now !== null) {
      session.dispatch({ type: 'status', status: { ...now, devices: answer.value.devices } });
    }
  };
  return (
    <>
      {checked !== null && <CheckedLine checked={checked} />}
      <Group mt={16}>
        <Button
          variant="light"
          size="lg"
          loading={busy}
          onClick={() => void check()}
          data-testid="devices-check"
        >
          {t('health.check')}
        </Button>
        {hasDrawer === true && (
          <Button
            variant="light"
            size="lg"
            onClick={onDrawer}
            rightSection={<Kbd>F12</Kbd>}
            data-testid="drawer-open"
          >
            {t('drawer.open')}
          </Button>
        )}
        {onSetup !== null && (
          <Button variant="light" size="lg" onClick={onSetup} data-testid="setup-open">
            {t('setup.open')}
          </Button>
        )}
      </Group>
    </>
  );
}

function CheckedLine({ checked }: { readonly checked: Checked }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const text = (): string => {
    if ('problem' in checked) return problemText(checked.problem, language, t);
    const isWell = checked.devices.every(({ state }) => state === 'ready' || state === 'unconfigured');
    return t(isWell ? 'health.checkedWell' : 'health.checkedBad');
  };
  return (
    <p className={styles.checked} role="status" data-testid="devices-checked">
      {text()}
    </p>
  );
}
