import { Button, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DevicesDraft } from '../../../contracts/setup.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Choice } from '../../kit/choice.tsx';
import { troubleText } from '../trouble-text.ts';
import { CodePageChoice } from './code-page-choice.tsx';
import { printerAt, withoutPrinter, withPrinterField } from './draft-changes.ts';
import { HealthLine } from './health-line.tsx';
import { LineSettings } from './line-settings.tsx';
import { type Candidate, PortChoice } from './port-choice.tsx';
import styles from './setup-dialog.module.css';
import type { Opened, Printed } from './use-setup.ts';

/** Characters on a line of narrow paper. */
const NARROW = 32;

/** The printer: where it is, whose make, how wide the paper is, and which letters it has. */
export function PrinterStep({ setup }: { readonly setup: Opened }) {
  const { t } = useTranslation();
  const { look, draft, trial } = setup;
  const { printer } = draft;
  const found = (look?.devices ?? []).flatMap((device) =>
    device.printer !== null
      ? [{ name: device.name, transport: device.printer.transport, printer: device.printer }]
      : [],
  );
  const choose = (candidate: Candidate | null): void => {
    if (candidate === null) {
      setup.change(withoutPrinter(draft));
      return;
    }
    const known = found.find(({ transport }) => transport === candidate.transport)?.printer;
    const entry = {
      profile: 'epson',
      ...printer,
      id: printer?.id ?? 'printer',
      transport: candidate.transport,
    };
    setup.change({ ...draft, printer: known === undefined ? entry : { ...known, id: entry.id } });
  };
  return (
    <div className={styles.step} data-testid="setup-printer">
      <PortChoice
        found={found}
        chosen={printer?.transport ?? null}
        onChoose={choose}
        typed={{
          label: t('setup.printerPlace'),
          example: '192.168.1.50, /dev/ttyS0, COM3',
          read: printerAt,
        }}
        none={t('setup.noPrinter')}
      />
      {printer !== null && (
        <>
          <MakeAndWidth setup={setup} printer={printer} />
          <LineSettings
            transport={printer.transport}
            onChange={(transport) => setup.change(withPrinterField(draft, 'transport', transport))}
          />
          <HealthLine device={trial.devices.find(({ id }) => id === printer.id)} />
          <PrintTests setup={setup} />
        </>
      )}
    </div>
  );
}

function MakeAndWidth({
  setup,
  printer,
}: {
  readonly setup: Opened;
  readonly printer: NonNullable<DevicesDraft['printer']>;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { view, draft } = setup;
  return (
    <Group grow align="end">
      <NativeSelect
        size="md"
        label={t('setup.profile')}
        value={printer.profile ?? 'epson'}
        data={view.profiles.map(({ id, name }) => ({ value: id, label: name[language] }))}
        onChange={(event) => setup.change(withPrinterField(draft, 'profile', event.currentTarget.value))}
      />
      <Choice
        label={t('setup.width')}
        options={(['wide', 'narrow'] as const).map((id) => ({ id, text: t(`setup.widths.${id}`) }))}
        chosen={printer.width === NARROW ? 'narrow' : 'wide'}
        onChoose={(id) =>
          setup.change(withPrinterField(draft, 'width', id === 'narrow' ? NARROW : undefined))
        }
        testId="setup-width"
      />
    </Group>
  );
}

function PrintTests({ setup }: { readonly setup: Opened }) {
  const { t } = useTranslation();
  const [printed, setPrinted] = useState<Printed | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [asks, setAsks] = useState(false);
  const { view, draft } = setup;
  const profile = view.profiles.find(({ id }) => id === (draft.printer?.profile ?? 'epson'));
  // The lines to choose from are numbers of ESC/POS; StarPRNT has one place for Cyrillic.
  const choosesLine = profile?.language === 'esc-pos';
  const print = async (what: 'page' | 'code-pages'): Promise<void> => {
    setBusy(what);
    setPrinted(await setup.print(what));
    setBusy(null);
    if (what === 'code-pages') setAsks(true);
  };
  return (
    <>
      <Group>
        <Button size="lg" loading={busy === 'page'} onClick={() => void print('page')}>
          {t('setup.printPage')}
        </Button>
        {choosesLine && (
          <Button
            size="lg"
            variant="light"
            loading={busy === 'code-pages'}
            onClick={() => void print('code-pages')}
          >
            {t('setup.printLetters')}
          </Button>
        )}
      </Group>
      <PrintWord printed={printed} />
      {asks && choosesLine && <CodePageChoice setup={setup} />}
    </>
  );
}

/** What became of the test print. */
export function PrintWord({ printed }: { readonly printed: Printed | null }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (printed === null) return null;
  const { state, reason } = printed;
  return (
    <p className={styles.health} data-testid="setup-printed" data-state={state} role="status">
      {reason === null || reason === 'cannot-confirm'
        ? t(state === 'confirmed' ? 'setup.printed' : 'setup.lookAtIt')
        : troubleText(reason, language, t)}
    </p>
  );
}
