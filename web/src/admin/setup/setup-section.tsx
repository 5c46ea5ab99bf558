import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { exportSetup } from '../../../../shared/contracts/http/desk-setup.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { announce } from '../../ui/announcer.tsx';
import { dayOf } from '../../ui/format-time.ts';
import { useRefusalWords } from '../kit/refusal-words.ts';
import { SectionBody, SectionPage } from '../kit/section-page.tsx';
import { ImportPart } from './import-part.tsx';
import styles from './setup.module.css';

/** The set-up of the service as a document: taken out, and brought in after its difference was looked at. */
export const SetupSection = (): ReactNode => {
  const { t } = useTranslation('admin');
  return (
    <SectionPage title={t('setup.title')} about={t('setup.about')}>
      <SectionBody>
        <div className={styles.parts}>
          <ExportPart />
          <ImportPart />
        </div>
      </SectionBody>
    </SectionPage>
  );
};

/** Hands a text to the browser as a file. */
const download = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
};

const ExportPart = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId, timeZone } = useDesk().service;
  const refusalWords = useRefusalWords({ too_large: 'setup.export.tooLarge' });
  const { mutate, error, isPending } = useMutation({
    networkMode: 'always',
    retry: false,
    mutationFn: () => call(exportSetup, { params: { serviceId } }),
    onSuccess: (setup) => {
      const name = `setup-${serviceId}-${dayOf(Date.now(), timeZone)}.json`;
      download(name, `${JSON.stringify(setup, undefined, 2)}\n`);
      announce(t('setup.export.done', { name }));
    },
  });
  return (
    <section className={styles.part} aria-labelledby="setup-export">
      <h2 id="setup-export" className={styles.title}>
        {t('setup.export')}
      </h2>
      <p className={styles.about}>{t('setup.export.about')}</p>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} stroke={1.75} />}
        aria-disabled={isPending}
        onClick={() => {
          if (!isPending) mutate();
        }}
      >
        {isPending ? t('setup.export.pending') : t('setup.export.button')}
      </Button>
      {error !== null && (
        <p className={styles.fault} role="alert">
          {refusalWords(error)}
        </p>
      )}
    </section>
  );
};
