import { Anchor, Button, FileButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ManagedTill } from '../../../contracts/manage.ts';
import { programTemplates } from '../../../loyalty/templates/registry.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Card } from '../parts/card.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { addressOf } from '../routes.ts';
import { FromPack } from './from-pack.tsx';
import { ProgramEditor } from './program-editor.tsx';
import styles from './programs.module.css';

type NewProgramProps = { readonly tills: readonly ManagedTill[]; readonly onDone: () => Promise<void> };

/** Where a program begins: a ready one, the one in force, or a file. Then it is looked at, tried and let out. */
export function NewProgram({ tills, onDone }: NewProgramProps) {
  const { t } = useTranslation('console');
  const [text, setText] = useState<string | null>(null);
  return (
    <>
      <Anchor href={addressOf('programs')}>{t('programs.back')}</Anchor>
      <PageHead title={t('programs.new')}>
        {text !== null && (
          <Button variant="default" onClick={() => setText(null)}>
            {t('editor.anotherStart')}
          </Button>
        )}
      </PageHead>
      {text === null ? (
        <Starts onStart={setText} />
      ) : (
        <ProgramEditor text={text} onChange={setText} tills={tills} onDone={onDone} />
      )}
    </>
  );
}

/** A JSON text with a field a line, as one reads it; anything else as it stands. */
function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function Starts({ onStart }: { readonly onStart: (text: string) => void }) {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  return (
    <>
      <Card title={t('editor.fromOwn')}>
        <div className={styles.fields}>
          <FromPack onStart={onStart} />
          <FileButton
            accept="application/json,.json"
            onChange={(file) => void file?.text().then((text) => onStart(laidOut(text)))}
          >
            {(props) => (
              <Button
                {...props}
                variant="default"
                leftSection={<IconUpload size={20} stroke={1.8} />}
                data-testid="upload"
              >
                {t('editor.upload')}
              </Button>
            )}
          </FileButton>
        </div>
      </Card>
      <Card title={t('editor.templates')} testId="templates">
        <div className={styles.templates}>
          {programTemplates.map(({ id, name, summary, program }) => (
            <button
              key={id}
              type="button"
              className={styles.template}
              onClick={() => onStart(JSON.stringify(program, null, 2))}
              data-testid={`template-${id}`}
            >
              <b>{name[language]}</b>
              <span>{summary[language]}</span>
            </button>
          ))}
        </div>
      </Card>
    </>
  );
}
