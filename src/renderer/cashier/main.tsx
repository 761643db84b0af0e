import '../kit/zod-without-eval.ts';
import '../kit/base.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { usualKeyboardReader } from '../../shared/keyboard-reader.ts';
import { startI18n } from '../i18n/start-i18n.ts';
import { adoptTheme } from '../kit/adopt-theme.ts';
import { createAgentClient } from '../kit/agent-client.ts';
import { browserClock, browserRandom } from '../kit/browser-ports.ts';
import type { Channel } from '../kit/channel.ts';
import { openPortChannel } from '../kit/port-channel.ts';
import { savedLanguage } from '../kit/preferences.ts';
import { theme } from '../kit/theme.ts';
import { takeToken } from '../kit/token.ts';
import { openWebSocketChannel } from '../kit/websocket-channel.ts';
import { watchWedge } from '../kit/wedge.ts';
import { CashierApp } from './cashier-app.tsx';
import { followTillLanguage } from './follow-till-language.ts';
import { storageMemory } from './state/remembered-sale.ts';
import { startDriver } from './state/sale-driver.ts';
import { reduceSale } from './state/sale-reducer.ts';
import { emptySale } from './state/sale-state.ts';
import { emptySession, reduceSession } from './state/session-state.ts';
import { createStore } from './state/store.ts';
import { TillContext } from './till-context.ts';

/** A browser page speaks over the server it came from; every other scheme is Electron's, where ports are handed over. */
function openChannel(): Channel {
  if (!location.protocol.startsWith('http')) return openPortChannel(window);
  const token = takeToken({
    hash: location.hash,
    storage: sessionStorage,
    clearHash: () => history.replaceState(null, '', location.pathname + location.search),
  });
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return openWebSocketChannel({
    url: `${scheme}://${location.host}/ui?token=${encodeURIComponent(token)}`,
  });
}

const chosen = savedLanguage(localStorage);
startI18n(chosen ?? 'ru');
document.documentElement.lang = chosen ?? 'ru';
adoptTheme(theme);

const sale = createStore(emptySale, reduceSale);
const session = createStore(emptySession, reduceSession);
const client = createAgentClient(openChannel());
const driver = startDriver({
  client,
  sale,
  session,
  clock: browserClock,
  random: browserRandom,
  memory: storageMemory(sessionStorage),
});
const wedge = watchWedge(window, () => session.get().hello?.keyboards ?? [usualKeyboardReader]);
if (chosen === null) followTillLanguage(session);

const container = document.getElementById('root');
if (container !== null) {
  createRoot(container).render(
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={localStorageColorSchemeManager({ key: 'kopilka.scheme' })}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <TillContext value={{ sale, session, driver, client, wedge }}>
        <CashierApp />
      </TillContext>
    </MantineProvider>,
  );
}
