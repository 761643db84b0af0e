import { Alert, Textarea } from '@mantine/core';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { packContentsSchema } from '../../../contracts/console.ts';
import type { Language } from '../../../contracts/local-text.ts';
import type { ManagedTill } from '../../../contracts/manage.ts';
import { packListSchema } from '../../../contracts/manage-packs.ts';
import type { Program } from '../../../contracts/program.ts';
import { tellIssue, validateProgram } from '../../../loyalty/program/validate.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { browserClock } from '../../kit/browser-ports.ts';
import { Badge } from '../parts/badge.tsx';
import { Card } from '../parts/card.tsx';
import { FaultList } from '../parts/fault-list.tsx';
import { useAsked } from '../use-asked.ts';
import { PreviewCard } from './preview/preview-card.tsx';
import styles from './programs.module.css';
import { PublishCard } from './publish-card.tsx';
import { RulesCard } from './rules-card.tsx';

type Told = { readonly path: string; readonly message: string };
type Read =
  | { readonly kind: 'not-json' }
  | { readonly kind: 'faults'; readonly faults: readonly Told[] }
  | { readonly kind: 'good'; readonly program: Program; readonly warnings: readonly Told[] };

/** What stands in the field, judged as the hub will judge it. */
function readProgram(text: string, language: Language): Read {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { kind: 'not-json' };
  }
  const told = (issues: readonly Parameters<typeof tellIssue>[0][]): Told[] =>
    issues.map((issue) => ({ path: issue.path, message: tellIssue(issue, language) }));
  const checked = validateProgram(document, browserClock.wallMs());
  return checked.ok
    ? { kind: 'good', program: checked.value.program, warnings: told(checked.value.warnings) }
    : { kind: 'faults', faults: told(checked.error) };
}

type EditorProps = {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly tills: readonly ManagedTill[];
  readonly onDone: () => Promise<void>;
};

/** The document with its faults, its words, a cart to try it on, and the way out to the tills. */
export function ProgramEditor({ text, onChange, tills, onDone }: EditorProps) {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  const settled = useDeferredValue(text);
  const read = useMemo(() => readProgram(settled, language), [settled, language]);
  const packs = useAsked('packs', packListSchema);
  const inForce = packs.data?.packs.find(({ state, stores }) => state === 'active' && stores === null);
  const other = useAsked(inForce === undefined ? null : `packs/${inForce.number}`, packContentsSchema);
  const before = useMemo(
    () => (other.data === null ? null : validateProgram(other.data.program)),
    [other.data],
  );
  return (
    <div className={styles.columns}>
      <div>
        <Card title={t('editor.document')} testId="document" beside={<Verdict read={read} />}>
          <Judged read={read} />
          <Textarea
            className={styles.editor}
            aria-label={t('editor.document')}
            value={text}
            onChange={(event) => onChange(event.currentTarget.value)}
            rows={22}
            spellCheck={false}
            data-testid="program-text"
          />
        </Card>
      </div>
      <div>
        {read.kind === 'good' && (
          <>
            <PublishCard program={read.program} text={settled} tills={tills} onDone={onDone} />
            <PreviewCard program={read.program} before={before?.ok === true ? before.value.program : null} />
            <RulesCard program={read.program} />
          </>
        )}
      </div>
    </div>
  );
}

function Verdict({ read }: { readonly read: Read }) {
  const { t } = useTranslation('console');
  if (read.kind === 'not-json') return <Badge tone="bad" text={t('editor.notJson')} testId="verdict" />;
  if (read.kind === 'faults') {
    const text = t('editor.faults', { count: read.faults.length });
    return <Badge tone="bad" text={text} testId="verdict" />;
  }
  const count = read.warnings.length;
  return count === 0 ? (
    <Badge tone="good" text={t('editor.good')} testId="verdict" />
  ) : (
    <Badge tone="warn" text={t('editor.warnings', { count })} testId="verdict" />
  );
}

function Judged({ read }: { readonly read: Read }) {
  const { t } = useTranslation('console');
  if (read.kind === 'not-json') {
    return (
      <Alert color="red" mb="md">
        {t('editor.notJsonNext')}
      </Alert>
    );
  }
  const told = read.kind === 'faults' ? read.faults : read.warnings;
  if (told.length === 0) return null;
  return (
    <Alert color={read.kind === 'faults' ? 'red' : 'honey'} mb="md">
      <FaultList faults={told.slice(0, 30)} />
    </Alert>
  );
}
