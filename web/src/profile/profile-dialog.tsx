import '@mantine/core/styles/Checkbox.css';
import { Modal, NativeSelect, SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AFTER_PROCESSING, THEMES } from '../../../shared/domain/desk/preferences.ts';
import { usePreferencesEditor, type PreferencesChange } from '../desk/api/use-preferences.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { CONSOLE_LANGUAGES, type ConsoleLanguage } from '../desk/languages.ts';
import { AlertSettings } from './alert-settings.tsx';
import { PanelOrder, type PanelName } from './panel-order.tsx';
import styles from './profile-dialog.module.css';

const SignatureField = lazy(() =>
  import('./signature-field.tsx').then(({ SignatureField: component }) => ({ default: component })),
);

type Choose = (change: PreferencesChange) => void;

const STATES = {
  idle: 'settings.atOnce',
  pending: 'settings.saving',
  success: 'settings.saved',
  error: 'settings.notSaved',
} as const;

/** What the agent sets for themselves. Each choice is saved at once. */
export const ProfileDialog = ({
  panels,
  onClose,
}: {
  readonly panels: readonly PanelName[];
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { choose, status } = usePreferencesEditor();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('settings.title')}
      closeButtonProps={{ 'aria-label': t('why.close') }}
      size={680}
      centered
      transitionProps={{ duration: 0 }}
    >
      <Display choose={choose} />
      <Signature choose={choose} />
      <section className={styles.section} aria-labelledby="settings-alerts">
        <h3 id="settings-alerts" className={styles.title}>
          {t('settings.alerts')}
        </h3>
        <AlertSettings choose={choose} />
      </section>
      <section className={styles.section} aria-labelledby="settings-panels">
        <h3 id="settings-panels" className={styles.title}>
          {t('settings.panels')}
        </h3>
        <p className={styles.hint}>{t('settings.panels.how')}</p>
        <PanelOrder panels={panels} choose={choose} />
      </section>
      <p className={styles.state} role="status">
        {t(STATES[status])}
      </p>
    </Modal>
  );
};

/** A choice of few, with its name at the left. */
const Choice = <T extends string>({
  name,
  value,
  options,
  onChange,
}: {
  readonly name: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}): ReactNode => (
  <div className={styles.choice}>
    <span className={styles.name} aria-hidden>
      {name}
    </span>
    <SegmentedControl
      size="xs"
      aria-label={name}
      value={value}
      data={[...options]}
      onChange={onChange}
      className={styles.control}
      fullWidth
    />
  </div>
);

const Display = ({ choose }: { readonly choose: Choose }): ReactNode => {
  const { t } = useTranslation();
  const { config } = useConsole();
  const { language, theme, afterProcessing } = useDesk().me.preferences;
  const languages = (Object.keys(CONSOLE_LANGUAGES) as ConsoleLanguage[]).filter((known) =>
    config.languages.includes(known),
  );
  return (
    <section className={styles.section} aria-labelledby="settings-display">
      <h3 id="settings-display" className={styles.title}>
        {t('settings.display')}
      </h3>
      <Choice
        name={t('settings.language')}
        value={language}
        options={[
          { value: 'auto', label: t('settings.language.auto') },
          ...languages.map((known) => ({ value: known, label: CONSOLE_LANGUAGES[known] })),
        ]}
        onChange={(value) => {
          choose({ language: value });
        }}
      />
      <Choice
        name={t('settings.appearance')}
        value={theme}
        options={THEMES.map((value) => ({ value, label: t(`settings.appearance.${value}`) }))}
        onChange={(value) => {
          choose({ theme: value });
        }}
      />
      <Choice
        name={t('settings.afterProcessing')}
        value={afterProcessing}
        options={AFTER_PROCESSING.map((value) => ({ value, label: t(`settings.afterProcessing.${value}`) }))}
        onChange={(value) => {
          choose({ afterProcessing: value });
        }}
      />
    </section>
  );
};

const Signature = ({ choose }: { readonly choose: Choose }): ReactNode => {
  const { t } = useTranslation();
  const { me, service } = useDesk();
  const [serviceId, setServiceId] = useState(service.serviceId);
  return (
    <section className={styles.section} aria-labelledby="settings-signature">
      <h3 id="settings-signature" className={styles.title}>
        {t('settings.signature')}
      </h3>
      <p className={styles.hint}>{t('settings.signature.where')}</p>
      {me.services.length > 1 && (
        <NativeSelect
          size="xs"
          mb="sm"
          aria-label={t('settings.signature.service')}
          value={serviceId}
          data={me.services.map((each) => ({ value: each.serviceId, label: each.serviceName }))}
          onChange={({ currentTarget }) => {
            setServiceId(currentTarget.value);
          }}
        />
      )}
      <Suspense fallback={<div className={styles.waiting} />}>
        <SignatureField
          key={serviceId}
          initialHtml={me.preferences.signatures[serviceId] ?? ''}
          onChange={(html) => {
            choose({ signatures: { [serviceId]: html } });
          }}
        />
      </Suspense>
    </section>
  );
};
