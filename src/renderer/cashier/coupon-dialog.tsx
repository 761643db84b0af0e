import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { idSchema } from '../../contracts/scalars.ts';
import styles from './coupon-dialog.module.css';
import { useTill } from './till-context.ts';

/** A coupon's code by hand; a printed one is scanned. */
export function CouponDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t('coupon.title')} size={420}>
      <Entry onClose={onClose} />
    </Modal>
  );
}

function Entry({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { sale } = useTill();
  const [text, setText] = useState('');
  const code = idSchema.safeParse(text.trim());
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!code.success) return;
        sale.dispatch({ type: 'coupon-added', code: code.data });
        onClose();
      }}
    >
      <TextInput
        size="xl"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        aria-label={t('coupon.label')}
        description={t('coupon.hint')}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        autoFocus
      />
      <Button type="submit" fullWidth size="xl" disabled={!code.success}>
        {t('coupon.use')}
      </Button>
    </form>
  );
}
