import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { HealthLine } from './health-line.tsx';
import { LineSettings } from './line-settings.tsx';
import { PortChoice } from './port-choice.tsx';
import styles from './setup-dialog.module.css';
import type { Opened } from './use-setup.ts';

/** The customer's display of two lines: which port, and whether words appear on it. */
export function DisplayStep({ setup }: { readonly setup: Opened }) {
  const { t } = useTranslation();
  const { look, draft, trial } = setup;
  const { display } = draft;
  const taken = new Set(draft.scanners.map(({ transport }) => transport.path));
  const ports = (look?.ports ?? []).filter((path) => !taken.has(path));
  return (
    <div className={styles.step} data-testid="setup-display">
      <PortChoice
        found={ports.map((path) => ({ name: t('setup.port'), transport: { kind: 'serial', path } }))}
        chosen={display?.transport ?? null}
        onChoose={(candidate) =>
          setup.change({
            ...draft,
            display:
              candidate === null ? null : { id: 'display', ...display, transport: candidate.transport },
          })
        }
        typed={{
          label: t('setup.otherPort'),
          example: '/dev/ttyS1, COM4',
          read: (path) => ({ kind: 'serial', path }),
        }}
        none={t('setup.noDisplay')}
      />
      {display !== null && (
        <>
          <LineSettings
            transport={display.transport}
            onChange={(transport) => setup.change({ ...draft, display: { ...display, transport } })}
          />
          <HealthLine device={trial.devices.find(({ id }) => id === display.id)} />
          <Button size="lg" onClick={setup.show}>
            {t('setup.showWords')}
          </Button>
          <p className={styles.quiet}>{t('setup.displayHint')}</p>
        </>
      )}
    </div>
  );
}
