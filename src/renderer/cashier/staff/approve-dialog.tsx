import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTill } from '../till-context.ts';
import { PinForm } from './pin-form.tsx';
import { useStaff } from './use-staff.ts';

/** A manager lets this receipt of this member through with a PIN. */
export function ApproveDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { driver } = useTill();
  const staff = useStaff(opened);
  const managers = (staff?.staff ?? []).filter(({ role, hasPin }) => role === 'manager' && hasPin);
  return (
    <Modal opened={opened} onClose={onClose} title={t('staff.approveTitle')} size={460}>
      {managers.length > 0 && (
        <PinForm
          people={managers}
          action={t('staff.approve')}
          onSubmit={async (person, pin) => {
            const problem = await driver.approve(person, pin ?? '');
            if (problem === null) onClose();
            return problem;
          }}
        />
      )}
    </Modal>
  );
}
