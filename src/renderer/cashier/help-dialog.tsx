import { Kbd } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog, type DialogControl } from '../kit/dialog.tsx';
import styles from './help-dialog.module.css';

const shortcuts = [
  ['F2', 'customer'],
  ['F3', 'goods'],
  ['F4', 'points'],
  ['F6', 'rewards'],
  ['F7', 'bench'],
  ['F8', 'pay'],
  ['F9', 'status'],
  ['F10', 'return'],
  ['F12', 'drawer'],
  ['Enter', 'enter'],
  ['Esc', 'escape'],
  ['Ctrl + Z', 'undo'],
  ['F1 ?', 'help'],
] as const;

/** The keys, and the three steps of a sale for someone at the till for the first time. */
export function HelpDialog({ opened, onClose }: DialogControl) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('help.title')} size={640}>
      <ol className={styles.steps}>
        <li>{t('help.step1')}</li>
        <li>{t('help.step2')}</li>
        <li>{t('help.step3')}</li>
      </ol>
      <dl className={styles.keys}>
        {shortcuts.map(([key, name]) => (
          <div key={key}>
            <dt>
              <Kbd size="md">{key}</Kbd>
            </dt>
            <dd>{t(`help.keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
