import { MultiSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ManagedTill } from '../../../contracts/manage.ts';
import type { Program } from '../../../contracts/program.ts';
import { CapsFields } from './caps-fields.tsx';
import styles from './programs.module.css';
import type { TypedTerms } from './publish-terms.ts';

type TermsFieldsProps = {
  readonly program: Program;
  readonly terms: TypedTerms;
  readonly early: boolean;
  readonly noVersion: boolean;
  readonly tills: readonly ManagedTill[];
  readonly onChange: (terms: TypedTerms) => void;
};

/** Start, end, trial stores, the version a till needs, and what one till may give away. */
export function TermsFields({ program, terms, early, noVersion, tills, onChange }: TermsFieldsProps) {
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
      <TextInput
        label={t('publish.leastAgent')}
        description={t('publish.leastAgentHint')}
        value={terms.leastAgent}
        onChange={(event) => onChange({ ...terms, leastAgent: event.currentTarget.value })}
        error={noVersion ? t('publish.noVersion') : null}
        data-testid="publish-least-agent"
      />
      <CapsFields program={program} caps={terms.caps} onChange={(caps) => onChange({ ...terms, caps })} />
    </div>
  );
}
