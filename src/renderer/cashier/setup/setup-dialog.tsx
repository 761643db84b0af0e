import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../contracts/problem.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { classNames } from '../../kit/class-names.ts';
import { Dialog, type DialogControl } from '../../kit/dialog.tsx';
import { DoneButton } from '../../kit/done-button.tsx';
import { problemText } from '../../kit/problem-text.ts';
import { ManagerPin } from '../staff/manager-pin.tsx';
import { useManagers } from '../staff/use-staff.ts';
import { CardsStep } from './cards-step.tsx';
import { DevicePicture } from './device-picture.tsx';
import { DisplayStep } from './display-step.tsx';
import { DrawerStep } from './drawer-step.tsx';
import { KeyboardStep } from './keyboard-step.tsx';
import { PrinterStep } from './printer-step.tsx';
import { ReaderStep } from './reader-step.tsx';
import { SaveStep } from './save-step.tsx';
import styles from './setup-dialog.module.css';
import { useKeyboardScans } from './use-keyboard-scans.ts';
import { useScansInOrder } from './use-scans-in-order.ts';
import { type Opened, type Setup, useSetup } from './use-setup.ts';

const steps = ['scanner', 'cardreader', 'keyboard', 'printer', 'drawer', 'display', 'cards', 'save'] as const;
type Step = (typeof steps)[number];

/** The wizard for devices: scan this, print that, which line can you read. */
export function SetupDialog(control: DialogControl) {
  const { t } = useTranslation();
  return (
    <Dialog {...control} title={t('setup.title')} size="min(62rem, 96vw)">
      <Body onClose={control.onClose} />
    </Dialog>
  );
}

function Body({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const setup = useSetup();
  const scans = useScansInOrder(setup.trial, useKeyboardScans());
  const { view, draft } = setup;
  if (setup.saved) {
    return (
      <div className={styles.step} data-testid="setup-done">
        <h3>{t('setup.saved')}</h3>
        <DoneButton text={t('setup.close')} onClick={onClose} />
      </div>
    );
  }
  if (view === null || draft === null) return <Entrance setup={setup} />;
  return <Steps setup={{ ...setup, view, draft, scans }} />;
}

/** Where managers have PINs one of them opens; else whoever is here. */
function Entrance({ setup }: { readonly setup: Setup }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const managers = useManagers();
  const [problem, setProblem] = useState<Problem | null>(null);
  const free = managers !== null && managers.length === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once, when it is known that nobody must be asked
  useEffect(() => {
    if (free) void setup.open(null).then(setProblem);
  }, [free]);
  return (
    <div className={styles.entrance}>
      <p className={styles.quiet}>{t('setup.entrance')}</p>
      {managers !== null && managers.length > 0 && (
        <ManagerPin action={t('setup.begin')} onSubmit={setup.open} />
      )}
      {problem !== null && <p role="alert">{problemText(problem, language, t)}</p>}
    </div>
  );
}

function Steps({ setup }: { readonly setup: Opened }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>('scanner');
  const next = steps[steps.indexOf(step) + 1];
  return (
    <div className={styles.wizard}>
      <nav className={styles.steps} aria-label={t('setup.title')}>
        {steps.map((one) => (
          <button
            key={one}
            type="button"
            aria-current={one === step ? 'step' : undefined}
            className={classNames(styles.tab, one === step && styles.chosen)}
            onClick={() => setStep(one)}
            data-testid={`setup-step-${one}`}
          >
            <DevicePicture kind={one} size={36} />
            {t(`setup.steps.${one}`)}
          </button>
        ))}
      </nav>
      <section className={styles.content}>
        <header className={styles.head}>
          <DevicePicture kind={step} size={72} />
          <h3>{t(`setup.titles.${step}`)}</h3>
        </header>
        <StepOf key={step} step={step} setup={setup} />
        <Faults problem={setup.problem} />
        {next !== undefined && (
          <div className={styles.onward}>
            <Button variant="subtle" size="lg" onClick={setup.lookAgain}>
              {t('setup.lookAgain')}
            </Button>
            <Button variant="default" size="lg" onClick={() => setStep(next)} data-testid="setup-next">
              {t('setup.next')}
            </Button>
          </div>
        )}
      </section>
    </div>
  );
}

function StepOf({ step, setup }: { readonly step: Step; readonly setup: Opened }) {
  switch (step) {
    case 'scanner':
    case 'cardreader':
      return <ReaderStep setup={setup} kind={step} />;
    case 'keyboard':
      return <KeyboardStep setup={setup} />;
    case 'printer':
      return <PrinterStep setup={setup} />;
    case 'drawer':
      return <DrawerStep setup={setup} />;
    case 'display':
      return <DisplayStep setup={setup} />;
    case 'cards':
      return <CardsStep setup={setup} />;
    case 'save':
      return <SaveStep setup={setup} />;
  }
}

/** What is wrong, by the path in the config file where it is a value. */
function Faults({ problem }: { readonly problem: Problem | null }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (problem === null) return null;
  const fields = problem.code === 'invalid' ? (problem.errors ?? []) : [];
  return (
    <div className={styles.advice} role="alert" data-testid="setup-faults">
      {fields.length === 0 ? problemText(problem, language, t) : t('setup.wrongValue')}
      {fields.map(({ path, message }) => (
        <div key={path}>
          <code>{path}</code> {message}
        </div>
      ))}
    </div>
  );
}
