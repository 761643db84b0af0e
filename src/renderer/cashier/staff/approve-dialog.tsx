import { useTranslation } from 'react-i18next';
import { Dialog, type DialogControl } from '../../kit/dialog.tsx';
import { useTill } from '../till-context.ts';
import { ManagerPin } from './manager-pin.tsx';

/** A manager lets this receipt of this member through with a PIN. */
export function ApproveDialog(control: DialogControl) {
  const { t } = useTranslation();
  const { driver } = useTill();
  return (
    <Dialog {...control} title={t('staff.approveTitle')} size={460}>
      <ManagerPin
        action={t('staff.approve')}
        onSubmit={async ({ staff, pin }) => {
          const problem = await driver.approve(staff, pin);
          if (problem === null) control.onClose();
          return problem;
        }}
      />
    </Dialog>
  );
}
