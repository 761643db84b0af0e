import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Approval } from '../../contracts/pos-api.ts';
import type { Problem } from '../../contracts/problem.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Dialog, type DialogControl } from '../kit/dialog.tsx';
import { DoneButton } from '../kit/done-button.tsx';
import { problemText } from '../kit/problem-text.ts';
import { useOperationId } from '../kit/use-operation-id.ts';
import { ManagerPin } from './staff/manager-pin.tsx';
import { useTill } from './till-context.ts';

/** Opens the cash drawer without a sale: at once, or with a manager's PIN where the chain has managers with one. */
export function DrawerDialog(control: DialogControl) {
  const { t } = useTranslation();
  return (
    <Dialog {...control} title={t('drawer.title')} size={460}>
      <Opening onClose={control.onClose} />
    </Dialog>
  );
}

function Opening({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { client } = useTill();
  const operationIdOf = useOperationId();
  const [outcome, setOutcome] = useState<'opened' | Problem | null>(null);
  const open = async (approval: Approval | null): Promise<Problem | null> => {
    const answer = await client.call('drawer.open', { operationId: operationIdOf('drawer'), approval });
    setOutcome(answer.ok ? 'opened' : answer.error);
    return answer.ok ? null : answer.error;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the dialog opens
  useEffect(() => {
    void open(null);
  }, []);
  if (outcome === null) return null;
  if (outcome === 'opened') {
    return (
      <div data-testid="drawer-opened">
        <p role="status">{t('drawer.opened')}</p>
        <DoneButton text={t('drawer.close')} onClick={onClose} />
      </div>
    );
  }
  // The form tells by itself what was wrong with a PIN.
  return ['manager-pin-needed', 'pin-refused', 'pin-locked'].includes(outcome.code) ? (
    <ManagerPin action={t('drawer.open')} onSubmit={open} />
  ) : (
    <p role="alert" data-testid="drawer-problem">
      {problemText(outcome, language, t)}
    </p>
  );
}
