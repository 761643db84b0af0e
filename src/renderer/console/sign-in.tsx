import { Alert, Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SignedIn, signedInSchema } from '../../contracts/console.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { LanguageSwitch } from '../kit/language-switch.tsx';
import { SchemeSwitch } from '../kit/scheme-switch.tsx';
import { Wordmark } from '../kit/wordmark.tsx';
import { createHubClient } from './hub-client.ts';
import { isToken } from './kept-token.ts';
import { problemWords } from './problem-words.ts';
import styles from './sign-in.module.css';

type SignInProps = {
  /** Why one is asked again; null at the first time. */
  readonly reason: string | null;
  readonly onSignedIn: (token: string, me: SignedIn) => void;
};

/** One field for the token. What the hub says of it stands below. */
export function SignIn({ reason, onSignedIn }: SignInProps) {
  const { t } = useTranslation('console');
  const { language } = useLanguage();
  const [token, setToken] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const typed = token.trim();
    if (!isToken(typed)) {
      setFault(t(typed === '' ? 'signIn.empty' : 'signIn.malformed'));
      return;
    }
    setBusy(true);
    const answer = await createHubClient(typed, () => {}).call({ method: 'GET', path: 'me' }, signedInSchema);
    setBusy(false);
    if (answer.ok) onSignedIn(typed, answer.value);
    else
      setFault(
        answer.error.code === 'manager-token-refused'
          ? t('signIn.refused')
          : problemWords(answer.error, language, t),
      );
  }

  return (
    <div className={styles.page}>
      <form className={styles.card} onSubmit={submit}>
        <Wordmark />
        <h1 className={styles.title}>{t('signIn.title')}</h1>
        <p className={styles.hint}>{t('signIn.hint')}</p>
        {reason !== null && fault === null && <Alert color="honey">{reason}</Alert>}
        <PasswordInput
          size="lg"
          label={t('signIn.token')}
          value={token}
          onChange={(event) => {
            setToken(event.currentTarget.value);
            setFault(null);
          }}
          error={fault}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          data-testid="token"
        />
        <Button type="submit" size="lg" fullWidth loading={busy}>
          {t('signIn.enter')}
        </Button>
        <p className={styles.note}>{t('signIn.kept')}</p>
      </form>
      <div className={styles.tools}>
        <LanguageSwitch />
        <SchemeSwitch />
      </div>
    </div>
  );
}
