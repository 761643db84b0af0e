import { IconBackspace } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './keypad.module.css';

type KeypadProps = {
  /** The key left of zero: a decimal point, a plus, two zeros. */
  readonly extra: string;
  readonly onKey: (key: string) => void;
  readonly onErase: () => void;
};

/** Digits for fingers. The keys keep the focus where it is, so that typing and tapping mix. */
export function Keypad({ extra, onKey, onErase }: KeypadProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the focus, the keys inside are buttons
    <div className={styles.pad} onMouseDown={(event) => event.preventDefault()}>
      {['1', '2', '3', '4', '5', '6', '7', '8', '9', extra, '0'].map((key) => (
        <button key={key} type="button" className={styles.key} onClick={() => onKey(key)}>
          {key}
        </button>
      ))}
      <button type="button" className={styles.key} aria-label={t('keypad.erase')} onClick={onErase}>
        <IconBackspace size={28} stroke={1.6} />
      </button>
    </div>
  );
}
