import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SignedIn, signedInSchema } from '../../contracts/console.ts';
import { ConsoleContext } from './console-context.ts';
import { createHubClient } from './hub-client.ts';
import { forgetToken, keepToken, keptToken } from './kept-token.ts';
import { Shell } from './shell.tsx';
import { SignIn } from './sign-in.tsx';

type SignedOut = { readonly token: null; readonly reason: 'ended' | 'left' | null };
type Session = SignedOut | { readonly token: string };

/** The console: who it is first, then the pages that this token may see. */
export function ConsoleApp() {
  const { t } = useTranslation('console');
  const [session, setSession] = useState<Session>(() => {
    const token = keptToken(sessionStorage);
    return token === null ? { token, reason: null } : { token };
  });
  const [me, setMe] = useState<SignedIn | null>(null);
  const leave = useCallback((reason: 'ended' | 'left') => {
    forgetToken(sessionStorage);
    setMe(null);
    setSession({ token: null, reason });
  }, []);
  const { token } = session;
  const client = useMemo(
    () => (token === null ? null : createHubClient(token, () => leave('ended'))),
    [token, leave],
  );
  const reloadMe = useCallback(async () => {
    const answer = await client?.call({ method: 'GET', path: 'me' }, signedInSchema);
    if (answer?.ok === true) setMe(answer.value);
  }, [client]);
  useEffect(() => {
    // After a reload of the page; until the hub answers it is asked again.
    if (client === null || me !== null) return undefined;
    void reloadMe();
    const timer = setInterval(() => void reloadMe(), 3_000);
    return () => clearInterval(timer);
  }, [client, me, reloadMe]);

  if (session.token === null) {
    return (
      <SignIn
        reason={session.reason === null ? null : t(`signIn.${session.reason}`)}
        onSignedIn={(given, who) => {
          keepToken(sessionStorage, given);
          setMe(who);
          setSession({ token: given });
        }}
      />
    );
  }
  if (client === null || me === null) return null;
  return (
    <ConsoleContext value={{ client, me, reloadMe, signOut: () => leave('left') }}>
      <Shell />
    </ConsoleContext>
  );
}
