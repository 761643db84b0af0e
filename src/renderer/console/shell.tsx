import { Button } from '@mantine/core';
import {
  IconGift,
  IconHistory,
  IconKey,
  IconLayoutDashboard,
  IconLogout,
  IconUsers,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../kit/language-switch.tsx';
import { SchemeSwitch } from '../kit/scheme-switch.tsx';
import { Wordmark } from '../kit/wordmark.tsx';
import { useConsole } from './console-context.ts';
import { MembersPage } from './members/members-page.tsx';
import { OverviewPage } from './overview/overview-page.tsx';
import { ProgramsPage } from './programs/programs-page.tsx';
import { AuditPage } from './records/audit-page.tsx';
import { TokensPage } from './records/tokens-page.tsx';
import { addressOf, type PageName, pages } from './routes.ts';
import styles from './shell.module.css';
import { useRoute } from './use-route.ts';

const rightOf: Readonly<Record<PageName, string>> = {
  overview: 'read-chain',
  programs: 'read-chain',
  members: 'read-member',
  audit: 'read-chain',
  tokens: 'change-tokens',
};
const icons = {
  overview: IconLayoutDashboard,
  programs: IconGift,
  members: IconUsers,
  audit: IconHistory,
  tokens: IconKey,
} as const;

/** The pages this token may see, and the one that is open. */
export function Shell() {
  const { t } = useTranslation('console');
  const { me } = useConsole();
  const route = useRoute();
  const shown = pages.filter((page) => me.rights.includes(rightOf[page]));
  const open = shown.find((page) => page === route.page) ?? shown[0] ?? null;
  // What was open for another token, on a page this one may not see, is nothing here.
  const part = route.page === open ? route.part : null;
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = open === null ? 'Kopilka' : `${t(`page.${open}`)} · ${me.chain.name} · Kopilka`;
    main.current?.scrollTo(0, 0);
  }, [open, t, me]);
  return (
    <div className={styles.window}>
      <aside className={styles.side}>
        <div className={styles.brand}>
          <Wordmark />
          <span className={styles.chain}>{me.chain.name}</span>
        </div>
        <nav className={styles.nav} aria-label={t('shell.pages')}>
          {shown.map((page) => {
            const Icon = icons[page];
            return (
              <a
                key={page}
                href={addressOf(page)}
                className={styles.link}
                aria-current={page === open ? 'page' : undefined}
              >
                <Icon size={22} stroke={1.7} aria-hidden />
                <span>{t(`page.${page}`)}</span>
              </a>
            );
          })}
        </nav>
        <Who />
      </aside>
      <main className={styles.main} ref={main}>
        {open === 'overview' && <OverviewPage />}
        {open === 'programs' && <ProgramsPage part={part} />}
        {open === 'members' && <MembersPage part={part} />}
        {open === 'audit' && <AuditPage />}
        {open === 'tokens' && <TokensPage />}
      </main>
    </div>
  );
}

function Who() {
  const { t } = useTranslation('console');
  const { me, signOut } = useConsole();
  return (
    <div className={styles.who}>
      <div className={styles.tools}>
        <LanguageSwitch />
        <SchemeSwitch />
      </div>
      <div data-testid="who">
        <b>{me.name}</b>
        <span className={styles.role}>{t(`role.${me.role}`)}</span>
      </div>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconLogout size={18} stroke={1.7} />}
        onClick={signOut}
        data-testid="sign-out"
      >
        {t('shell.signOut')}
      </Button>
    </div>
  );
}
