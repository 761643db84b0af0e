import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Keypad } from '../kit/keypad.tsx';
import { judgeTyped } from './state/typed-entry.ts';
import { useTill } from './till-context.ts';

/** A phone or card number by finger: for customers without a card and tills without a keyboard. */
export function CustomerDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t('customer.title')} size={420}>
      <Entry onClose={onClose} />
    </Modal>
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
    <form
      onSubmit={(event) => {
        event.preventDefault();
        find();
      }}
    >
      <TextInput
        size="xl"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        placeholder={t('customer.example')}
        aria-label={t('customer.label')}
        description={t('customer.hint')}
        inputMode="none"
        autoComplete="off"
        data-autofocus
        autoFocus
      />
      <Keypad
        extra="+"
        onKey={(key) => setText((now) => now + key)}
        onErase={() => setText((now) => now.slice(0, -1))}
      />
      <Button type="submit" fullWidth size="xl" disabled={entry.kind !== 'identify'}>
        {t('customer.find')}
      </Button>
    </form>
  );
}
