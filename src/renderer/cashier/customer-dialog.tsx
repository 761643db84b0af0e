import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog, type DialogControl } from '../kit/dialog.tsx';
import { EntryForm } from '../kit/entry-form.tsx';
import { judgeTyped } from './state/typed-entry.ts';
import { useTill } from './till-context.ts';

/** A phone or card number by finger: for customers without a card and tills without a keyboard. */
export function CustomerDialog(control: DialogControl) {
  const { t } = useTranslation();
  return (
    <Dialog {...control} title={t('customer.title')}>
      <Entry onClose={control.onClose} />
    </Dialog>
  );
}

function Entry({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { driver } = useTill();
  const [text, setText] = useState('');
  const entry = judgeTyped(text);
  const find = (): void => {
    if (entry.kind !== 'identify') return;
    onClose();
    void driver.identify(entry.request);
  };
  return (
    <EntryForm
      value={text}
      onChange={setText}
      label={t('customer.label')}
      hint={t('customer.hint')}
      example={t('customer.example')}
      extraKey="+"
      action={t('customer.find')}
      ready={entry.kind === 'identify'}
      onSubmit={find}
    />
  );
}
