import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/announcer.tsx';
import type { SenderDomain } from './use-senders.ts';
import styles from './senders.module.css';

/** The DNS records of a domain, each with buttons that copy what has to be set. */
export const DnsRecords = ({ domain, records }: Pick<SenderDomain, 'domain' | 'records'>): ReactNode => {
  const { t } = useTranslation('admin');
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('senders.records', { domain })}>
      <table className={styles.records}>
        <thead>
          <tr>
            <th scope="col">{t('senders.record.type')}</th>
            <th scope="col">{t('senders.record.name')}</th>
            <th scope="col">{t('senders.record.value')}</th>
            <th scope="col">{t('senders.record.purpose')}</th>
          </tr>
        </thead>
        <tbody>
          {records.map(({ purpose, type, name, value, needed }) => (
            <tr key={`${type} ${name} ${value}`}>
              <td className={styles.type}>{type}</td>
              <td>
                <Copied text={name} what={t('senders.copy.name')} />
              </td>
              <td>
                <Copied text={value} what={t('senders.copy.value')} />
              </td>
              <td className={styles.purpose}>
                <span className={styles.needed} data-needed={needed || undefined}>
                  {t(needed ? 'senders.record.needed' : 'senders.record.recommended')}
                </span>
                {t(`senders.record.${purpose}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Copied = ({ text, what }: { readonly text: string; readonly what: string }): ReactNode => {
  const { t } = useTranslation('admin');
  return (
    <div className={styles.copied}>
      <code className={styles.code}>{text}</code>
      <CopyButton value={text} timeout={2000}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color={copied ? 'green' : 'gray'}
            size={28}
            aria-label={`${t('senders.copy', { what })}: ${text}`}
            title={copied ? t('senders.copied') : t('senders.copy', { what })}
            onClick={() => {
              copy();
              announce(t('senders.copied'));
            }}
          >
            {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </div>
  );
};
