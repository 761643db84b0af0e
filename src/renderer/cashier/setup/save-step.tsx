import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DevicePicture } from './device-picture.tsx';
import { placeOf, readerOf } from './draft-changes.ts';
import { keyboardText } from './keyboard-text.ts';
import styles from './setup-dialog.module.css';
import type { Opened } from './use-setup.ts';

/** What will be saved, in one look; and the way back to the settings before. */
export function SaveStep({ setup }: { readonly setup: Opened }) {
  const { t } = useTranslation();
  const { view, draft } = setup;
  const { printer, drawer, display } = draft;
  const readers = (['scanner', 'cardreader'] as const).map((kind) => {
    const reader = readerOf(draft, kind, view.presets);
    const what = reader === null ? null : `${reader.preset ?? ''} ${placeOf(reader.transport)}`.trim();
    return { kind, what };
  });
  const rows = [
    ...readers,
    ...(draft.keyboards ?? []).map((entry) => ({ kind: 'keyboard' as const, what: keyboardText(entry, t) })),
    {
      kind: 'printer' as const,
      what: printer === null ? null : `${printer.profile ?? 'epson'} ${placeOf(printer.transport)}`,
    },
    { kind: 'drawer' as const, what: drawer === null ? null : t(`setup.drawers.${drawer.pin ?? 2}`) },
    { kind: 'display' as const, what: display === null ? null : placeOf(display.transport) },
  ];
  return (
    <div className={styles.step} data-testid="setup-save">
      <ul className={styles.summary}>
        {rows.map(({ kind, what }) => (
          <li key={`${kind} ${what}`} className={what === null ? styles.quiet : undefined}>
            <DevicePicture kind={kind} size={32} />
            <b>{t(kind === 'keyboard' ? 'setup.steps.keyboard' : `device.${kind}`)}</b>
            <span>{what ?? t('deviceState.unconfigured')}</span>
          </li>
        ))}
      </ul>
      <Button size="xl" fullWidth onClick={() => void setup.finish('save')} data-testid="setup-save-button">
        {t('setup.save')}
      </Button>
      {view.undo && (
        <Button variant="subtle" size="lg" fullWidth onClick={() => void setup.finish('undo')}>
          {t('setup.undo')}
        </Button>
      )}
    </div>
  );
}
