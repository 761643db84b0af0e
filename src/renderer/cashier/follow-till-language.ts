import i18next from 'i18next';
import type { SessionEvent, SessionState } from './state/session-state.ts';
import type { Store } from './state/store.ts';

/** Until somebody chooses a language in this window, it speaks the till's. */
export function followTillLanguage(session: Store<SessionState, SessionEvent>): void {
  const stop = session.subscribe(() => {
    const language = session.get().hello?.language;
    if (language === undefined) return;
    stop();
    document.documentElement.lang = language;
    void i18next.changeLanguage(language);
  });
}
