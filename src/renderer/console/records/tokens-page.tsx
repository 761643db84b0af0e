import { Alert, Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Role,
  revokedTokenSchema,
  roleSchema,
  tokenListSchema,
  tokenResultSchema,
} from '../../../contracts/manage.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { useConsole } from '../console-context.ts';
import { Answer } from '../parts/answer.tsx';
import { Card } from '../parts/card.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { PageHead } from '../parts/page-head.tsx';
import styles from '../parts/parts.module.css';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Table } from '../parts/table.tsx';
import { useAsked } from '../use-asked.ts';
import { useWords } from '../use-words.ts';
import own from './records.module.css';

/** Who may call the hub: everyone has a token of their own. Owners only. */
export function TokensPage() {
  const { t } = useTranslation('console');
  const { client, me } = useConsole();
  const { day } = useWords();
  const asked = useAsked('tokens', tokenListSchema);
  const [revoking, setRevoking] = useState<string | null>(null);
  return (
    <>
      <PageHead title={t('page.tokens')} />
      <AddToken onAdded={asked.reload} />
      <Answer asked={asked}>
        {({ tokens }) => (
          <Card testId="tokens">
            <Table>
              {tokens.map(({ name, role, createdAt }) => (
                <tr key={name}>
                  <td>
                    <b>{name}</b>
                    <span className={styles.small}>{t(`roleMay.${role}`)}</span>
                  </td>
                  <td>{t(`role.${role}`)}</td>
                  <td>{day(createdAt)}</td>
                  <td className={styles.number}>
                    <Button
                      size="sm"
                      variant="subtle"
                      color="red"
                      disabled={name === me.name}
                      title={name === me.name ? t('tokens.notOwn') : undefined}
                      onClick={() => setRevoking(name)}
                    >
                      {t('tokens.revoke')}
                    </Button>
                  </td>
                </tr>
              ))}
            </Table>
          </Card>
        )}
      </Answer>
      {revoking !== null && (
        <ConfirmDialog
          title={t('tokens.revokeTitle', { name: revoking })}
          action={t('tokens.revoke')}
          danger
          onClose={() => setRevoking(null)}
          onConfirm={async () => {
            const path = `tokens/${encodeURIComponent(revoking)}`;
            const answer = await client.call({ method: 'DELETE', path }, revokedTokenSchema);
            if (!answer.ok) return answer.error;
            setRevoking(null);
            await asked.reload();
            return null;
          }}
        >
          <p>{t('tokens.revokeSays')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function AddToken({ onAdded }: { readonly onAdded: () => Promise<void> }) {
  const { t } = useTranslation('console');
  const { client } = useConsole();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('manager');
  const [made, setMade] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    const call = { method: 'POST', path: 'tokens', body: { name: name.trim(), role } } as const;
    const answer = await client.call(call, tokenResultSchema);
    setProblem(answer.ok ? null : answer.error);
    setMade(answer.ok ? answer.value.token : null);
    if (!answer.ok) return;
    setName('');
    await onAdded();
  }
  return (
    <Card title={t('tokens.add')} testId="add-token">
      {problem !== null && <ProblemNote problem={problem} />}
      <form className={own.form} onSubmit={add}>
        <TextInput
          label={t('tokens.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-testid="token-name"
        />
        <Select
          label={t('tokens.role')}
          data={roleSchema.options.map((value) => ({ value, label: t(`role.${value}`) }))}
          value={role}
          onChange={(chosen) => setRole(roleSchema.parse(chosen))}
          allowDeselect={false}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          {t('tokens.make')}
        </Button>
      </form>
      <p className={styles.soft}>{t(`roleMay.${role}`)}</p>
      {made !== null && (
        <Alert color="honey" title={t('tokens.made')} data-testid="made-token">
          <code className={own.token}>{made}</code>
          <Button size="sm" variant="default" mt="sm" onClick={() => setMade(null)}>
            {t('tokens.written')}
          </Button>
        </Alert>
      )}
    </Card>
  );
}
