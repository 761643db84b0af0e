import { useTranslation } from 'react-i18next';
import { problemCodes } from '../../../contracts/problem-codes.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import styles from './pin-form.module.css';
import { PinForm } from './pin-form.tsx';
import { type SubmitApproval, useManagers } from './use-staff.ts';

type ManagerPinProps = {
  /** Words of the button. */
  readonly action: string;
  /** Answers what was refused, null when it is done. */
  readonly onSubmit: SubmitApproval;
};

/** A manager says yes with a PIN; where nobody of the chain could, it says so. */
export function ManagerPin({ action, onSubmit }: ManagerPinProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const managers = useManagers();
  if (managers === null) return null;
  if (managers.length === 0)
    return <p className={styles.problem}>{problemCodes['no-manager-pin'][language]}</p>;
  return (
    <section aria-label={t('staff.approveTitle')}>
      <PinForm
        people={managers}
        action={action}
        onSubmit={(staffId, pin) => onSubmit({ staff: staffId, pin: pin ?? '' })}
      />
    </section>
  );
}
