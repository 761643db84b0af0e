import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language.ts';
import { Choice } from '../../kit/choice.tsx';
import { type ReaderKind, readerOf, withReader } from './draft-changes.ts';
import { HealthLine } from './health-line.tsx';
import { LineSettings } from './line-settings.tsx';
import { type Candidate, PortChoice } from './port-choice.tsx';
import { ScanTarget } from './scan-target.tsx';
import { ScansSeen } from './scans-seen.tsx';
import styles from './setup-dialog.module.css';
import type { Opened } from './use-setup.ts';

/** A scanner or a card reader: where it is, whose make, and whether what it sends is understood. */
export function ReaderStep({ setup, kind }: { readonly setup: Opened; readonly kind: ReaderKind }) {
  const { t } = useTranslation();
  const { view, look, draft, trial } = setup;
  const reader = readerOf(draft, kind, view.presets);
  const found = (look?.devices ?? []).flatMap((device) =>
    device.kind === kind && device.scanner !== null
      ? [{ name: device.name, transport: device.scanner.transport, scanner: device.scanner }]
      : [],
  );
  // A port that nothing is known of may be anything.
  const unclear = (look?.devices ?? []).flatMap(({ kind: taken, where, name }) =>
    taken === 'unclear' ? [{ name, transport: { kind: 'serial' as const, path: where } }] : [],
  );
  const usual = kind === 'scanner' ? 'generic' : 'rdm6300';
  const choose = (candidate: Candidate | null): void => {
    if (candidate === null) {
      setup.change(withReader(draft, reader, null));
      return;
    }
    const known = found.find(({ transport }) => transport === candidate.transport)?.scanner;
    const id = kind === 'scanner' ? 'scanner' : 'card-reader';
    const entry = known ?? { id, preset: reader?.preset ?? usual, transport: candidate.transport };
    setup.change(withReader(draft, reader, entry));
  };
  return (
    <div className={styles.step} data-testid={`setup-${kind}`}>
      <PortChoice
        found={[...found, ...unclear]}
        chosen={reader?.transport ?? null}
        onChoose={choose}
        typed={{
          label: t('setup.otherPort'),
          example: '/dev/ttyACM0, COM3',
          read: (path) => ({ kind: 'serial', path }),
        }}
        none={t(kind === 'scanner' ? 'setup.noScanner' : 'setup.noReader')}
      />
      <Advices setup={setup} kind={kind} />
      {reader !== null && (
        <>
          <MakeChoice
            presets={view.presets.filter((preset) => preset.kind === kind)}
            chosen={reader.preset ?? usual}
            onChoose={(preset) => setup.change(withReader(draft, reader, { ...reader, preset }))}
          />
          <LineSettings
            transport={reader.transport}
            onChange={(transport) => setup.change(withReader(draft, reader, { ...reader, transport }))}
          />
          <HealthLine device={trial.devices.find(({ id }) => id === reader.id)} />
        </>
      )}
      <div className={styles.scanning}>
        {kind === 'scanner' && <ScanTarget />}
        <div className={styles.grow}>
          <b>{t(kind === 'scanner' ? 'setup.scanThis' : 'setup.swipeThis')}</b>
          <ScansSeen scans={setup.scans} />
        </div>
      </div>
    </div>
  );
}

function MakeChoice({
  presets,
  chosen,
  onChoose,
}: {
  readonly presets: Opened['view']['presets'];
  readonly chosen: string;
  readonly onChoose: (preset: string) => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <Choice
      label={t('setup.make')}
      options={presets.map(({ id, name }) => ({ id, text: name[language] }))}
      chosen={chosen}
      onChoose={onChoose}
      testId="setup-preset"
    />
  );
}

const adviceKeys = {
  'wrong-mode-ibm': 'setup.advice.ibm',
  'wrong-mode-keyboard': 'setup.advice.keyboard',
  'same-reader': 'setup.advice.same',
} as const;

/** What is plugged in and set up so that it cannot be heard. */
function Advices({ setup: { look }, kind }: { readonly setup: Opened; readonly kind: ReaderKind }) {
  const { t } = useTranslation();
  const advices = (look?.devices ?? []).flatMap(({ name, advice, kind: taken }) =>
    advice === null || advice === 'which-device' || taken !== kind ? [] : [{ name, advice }],
  );
  return advices.map(({ name, advice }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two readers of one make have nothing else that tells them apart.
    <p key={`${name} ${index}`} className={styles.advice}>
      {t(adviceKeys[advice], { name })}
    </p>
  ));
}
