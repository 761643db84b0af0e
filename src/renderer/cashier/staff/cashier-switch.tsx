import { Button } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../kit/dialog.tsx';
import { useSale, useTill } from '../till-context.ts';
import styles from '../top-bar.module.css';
import { PinForm } from './pin-form.tsx';
import { useStaff } from './use-staff.ts';

/** Who sells: in the top bar of a till whose chain has a staff list. */
export function CashierSwitch() {
  const { t } = useTranslation();
  const { client } = useTill();
  const { purchaseId } = useSale();
  const [opened, setOpened] = useState(false);
  const staff = useStaff(`${purchaseId} ${opened}`);
  if (staff === null || staff.staff.length === 0) return null;
  const present = staff.staff.find(({ id }) => id === staff.signedOn);
  const close = (): void => setOpened(false);
  const sign = async (cashier: string | null, pin: string | null) => {
    const answer = await client.call('staff.sign', { cashier, pin });
    if (!answer.ok) return answer.error;
    close();
    return null;
  };
  return (
    <>
      <button type="button" className={styles.bench} onClick={() => setOpened(true)} data-testid="cashier">
        <IconUserCircle size={20} stroke={1.8} />
        {present?.name ?? t('staff.nobody')}
      </button>
      <Dialog opened={opened} onClose={close} title={t('staff.signTitle')} size={460}>
        <PinForm people={staff.staff} action={t('staff.sign')} onSubmit={sign} />
        {present !== undefined && (
          <Button variant="subtle" fullWidth size="lg" mt={8} onClick={() => void sign(null, null)}>
            {t('staff.signOff', { name: present.name })}
          </Button>
        )}
      </Dialog>
    </>
  );
}
