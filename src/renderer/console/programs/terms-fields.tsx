import { MultiSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ManagedTill } from '../../../contracts/manage.ts';
import styles from './programs.module.css';
import type { TypedTerms } from './publish-terms.ts';

type TermsFieldsProps = {
  readonly terms: TypedTerms;
  readonly early: boolean;
  readonly tills: readonly ManagedTill[];
  readonly onChange: (terms: TypedTerms) => void;
};

/** Start, end and trial stores. */
export function TermsFields({ terms, early, tills, onChange }: TermsFieldsProps) {
  const { t } = useTranslation('console');
  const known = new Map(tills.map((till) => [till.store, till.storeName]));
  return (
    <div className={styles.fields}>
      <TextInput
        type="datetime-local"
        label={t('publish.at')}
        description={t('publish.atHint')}
        value={terms.at}
        onChange={(event) => onChange({ ...terms, at: event.currentTarget.value })}
        data-testid="publish-at"
      />
      <TextInput
        type="datetime-local"
        label={t('publish.until')}
        description={t('publish.untilHint')}
        value={terms.until}
        onChange={(event) => onChange({ ...terms, until: event.currentTarget.value })}
        error={early ? t('publish.early') : null}
        data-testid="publish-until"
      />
      <MultiSelect
        size="md"
        label={t('publish.stores')}
        description={t('publish.storesHint')}
        data={[...known].map(([value, label]) => ({ value, label }))}
        value={[...terms.stores]}
        onChange={(stores) => onChange({ ...terms, stores })}
        data-testid="publish-stores"
      />
    </div>
  );
}
