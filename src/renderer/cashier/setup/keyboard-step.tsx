import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  burstsWanted,
  type KeyBurst,
  type MeasuredReader,
  measureReader,
} from '../../kit/learn-keyboard-reader.ts';
import { useTill } from '../till-context.ts';
import { keyboardText } from './keyboard-text.ts';
import { ScanTarget } from './scan-target.tsx';
import styles from './setup-dialog.module.css';
import type { Opened } from './use-setup.ts';

/** Every run of keys while this page is open; no code of it is kept or shown, a bank card may be among them. */
function useBursts() {
  const { wedge } = useTill();
  const [bursts, setBursts] = useState<readonly KeyBurst[]>([]);
  useEffect(
    () => wedge.measure((burst) => setBursts((before) => [...before.slice(1 - burstsWanted), burst])),
    [wedge],
  );
  return [bursts, () => setBursts([])] as const;
}

/** A reader that types like a keyboard: how quickly, and what around its codes. */
export function KeyboardStep({ setup }: { readonly setup: Opened }) {
  const { t } = useTranslation();
  const [bursts, forget] = useBursts();
  const { draft } = setup;
  const keyboards = draft.keyboards ?? [];
  const measured = bursts.length < burstsWanted ? null : measureReader(bursts);
  const add = (entry: NonNullable<MeasuredReader['entry']>): void => {
    const certain = entry.prefix !== undefined || entry.suffix !== undefined;
    // A list is all that is listened for: other readers go on as the usual one.
    const others = keyboards.length === 0 && certain ? [{}] : keyboards;
    setup.change({ ...draft, keyboards: certain ? [entry, ...others] : [...others, entry] });
    forget();
  };
  return (
    <div className={styles.step} data-testid="setup-keyboard">
      <p className={styles.quiet}>{t('setup.keyboard.hint')}</p>
      <div className={styles.scanning}>
        <ScanTarget />
        <div className={styles.grow}>
          <b>{t('setup.keyboard.scanThree')}</b>
          <p className={styles.quiet} role="status" data-testid="setup-keyboard-count">
            {t('setup.keyboard.heard', { count: bursts.length, wanted: burstsWanted })}
          </p>
        </div>
      </div>
      {measured !== null && !measured.ok && (
        <p className={styles.advice} role="alert">
          {t(`setup.keyboard.refused.${measured.error}`)}
        </p>
      )}
      {measured?.ok === true && <Found measured={measured.value} onAdd={add} />}
      {measured !== null && (
        <Button variant="subtle" size="lg" onClick={forget}>
          {t('setup.keyboard.again')}
        </Button>
      )}
      {keyboards.length > 0 && (
        <ul className={styles.summary} data-testid="setup-keyboards">
          {keyboards.map((entry, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries have no name but their place
            <li key={place}>
              <b>{keyboardText(entry, t)}</b>
              <Button
                variant="subtle"
                onClick={() =>
                  setup.change({ ...draft, keyboards: keyboards.filter((_, other) => other !== place) })
                }
              >
                {t('setup.keyboard.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type FoundProps = {
  readonly measured: MeasuredReader;
  readonly onAdd: (entry: NonNullable<MeasuredReader['entry']>) => void;
};

/** What was measured, in words. */
function Found({ measured: { gapMs, prefix, suffix, end, entry }, onAdd }: FoundProps) {
  const { t } = useTranslation();
  const sign = (text: string): string => (text === '' ? t('setup.keyboard.nothing') : `«${text}»`);
  return (
    <>
      <p role="status" data-testid="setup-keyboard-found">
        {t('setup.keyboard.found', { gapMs, prefix: sign(prefix), suffix: sign(suffix), end })}{' '}
        {t(entry === null ? 'setup.keyboard.usual' : 'setup.keyboard.needed')}
      </p>
      {entry !== null && (
        <Button size="lg" onClick={() => onAdd(entry)} data-testid="setup-keyboard-add">
          {t('setup.keyboard.add')}
        </Button>
      )}
    </>
  );
}
