import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ManagedTill } from '../../../contracts/manage.ts';
import own from './overview.module.css';

export type AskOfTill = (what: 'code' | 'revoke', till: ManagedTill) => void;

/** A code for a machine in the till's place, and shutting it out; each asks once more. */
export function TillActions({ till, onAsk }: { readonly till: ManagedTill; readonly onAsk: AskOfTill }) {
  const { t } = useTranslation('console');
  return (
    <div className={own.actions}>
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => onAsk('code', till)}
        data-testid={`code-${till.id}`}
      >
        {t('enrol.code')}
      </Button>
      {till.enrolled && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          onClick={() => onAsk('revoke', till)}
          data-testid={`revoke-${till.id}`}
        >
          {t('enrol.revoke')}
        </Button>
      )}
    </div>
  );
}
