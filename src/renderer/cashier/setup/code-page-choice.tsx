import { useTranslation } from 'react-i18next';
import { Choice } from '../../kit/choice.tsx';
import { withPrinterField } from './draft-changes.ts';
import styles from './setup-dialog.module.css';
import type { Opened } from './use-setup.ts';

/** Prints Russian with Latin letters: readable on any printer. */
const LATIN = 'epson-no-cyrillic';

/** "Which line can you read": its number is where this printer keeps Cyrillic. */
export function CodePageChoice({ setup }: { readonly setup: Opened }) {
  const { t } = useTranslation();
  const { view, draft } = setup;
  const profile = view.profiles.find(({ id }) => id === (draft.printer?.profile ?? 'epson'));
  const chosen = profile?.id === LATIN ? 'none' : String(draft.printer?.codePage ?? profile?.codePage ?? '');
  const choose = (id: string): void => {
    if (id === 'none') setup.change(withPrinterField(draft, 'profile', LATIN));
    else {
      // A profile without Cyrillic was the answer before: any other has it.
      const base = profile?.id === LATIN ? withPrinterField(draft, 'profile', 'epson') : draft;
      const usual = profile?.id === LATIN ? 17 : profile?.codePage;
      const page = view.codePages.find(({ number }) => String(number) === id);
      const isUsual = page === undefined || page.number === usual;
      const numbered = withPrinterField(base, 'codePage', isUsual ? undefined : page.number);
      // cp866 is what a number means unless something else is said.
      const encoding = isUsual || page.encoding === 'cp866' ? undefined : page.encoding;
      setup.change(withPrinterField(numbered, 'encoding', encoding));
    }
  };
  return (
    <section className={styles.asked} data-testid="setup-letters">
      <b>{t('setup.whichLine')}</b>
      <Choice
        label={t('setup.whichLine')}
        options={[
          ...view.codePages.map(({ number }) => ({ id: String(number), text: String(number) })),
          { id: 'none', text: t('setup.noLine') },
        ]}
        chosen={chosen}
        onChoose={choose}
        testId="setup-line"
      />
    </section>
  );
}
