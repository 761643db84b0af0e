import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { idSchema } from '../../contracts/scalars.ts';
import { Dialog, type DialogControl } from '../kit/dialog.tsx';
import { EntryForm } from '../kit/entry-form.tsx';
import { useTill } from './till-context.ts';

/** A coupon's code by hand; a printed one is scanned. */
export function CouponDialog(control: DialogControl) {
  const { t } = useTranslation();
  return (
    <Dialog {...control} title={t('coupon.title')}>
      <Entry onClose={control.onClose} />
    </Dialog>
  );
}

function Entry({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { sale } = useTill();
  const [text, setText] = useState('');
  const code = idSchema.safeParse(text.trim());
  return (
    <EntryForm
      value={text}
      onChange={setText}
      label={t('coupon.label')}
      hint={t('coupon.hint')}
      action={t('coupon.use')}
      ready={code.success}
      onSubmit={() => {
        sale.dispatch({ type: 'coupon-added', code: text.trim() });
        onClose();
      }}
    />
  );
}
