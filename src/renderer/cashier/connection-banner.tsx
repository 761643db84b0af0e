import { Loader } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './connection-banner.module.css';
import { useSession } from './till-context.ts';

/** A hiccup shorter than this is nobody's business. */
const PATIENCE_MS = 700;

/** Tells that the window lost the agent, what that means for the sale, and that it is being mended. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const { link } = useSession();
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (link !== 'connecting') {
      setLate(false);
      return;
    }
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [link]);
  if (link === 'open' || (link === 'connecting' && !late)) return null;
  return (
    <div className={styles.banner} role="alert" data-testid="connection-banner">
      {link === 'refused' ? <IconPlugConnectedX size={24} /> : <Loader size={22} color="currentColor" />}
      <div>
        <strong>{t(`link.${link}.title`)}</strong> {t(`link.${link}.next`)}
      </div>
    </div>
  );
}
