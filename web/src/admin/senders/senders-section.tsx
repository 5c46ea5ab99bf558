import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { LoadFailed } from '../../desk/error-words.tsx';
import { announce } from '../../ui/announcer.tsx';
import { RowsSkeleton } from '../../ui/pane-state.tsx';
import { FormSection } from '../kit/form-row.tsx';
import { useRefusalWords } from '../kit/refusal-words.ts';
import { SectionBody, SectionPage } from '../kit/section-page.tsx';
import { DnsRecords } from './dns-records.tsx';
import { SenderState } from './sender-state.tsx';
import { useSenders, type SenderAddress, type SenderDomain } from './use-senders.ts';
import { VerifyAnother } from './verify-another.tsx';
import formStyles from '../kit/form.module.css';
import styles from './senders.module.css';

/** The addresses and domains that the service sends from: whether they may, and what is to be done for it. */
export const SendersSection = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { serviceId } = useDesk().service;
  const refusalWords = useRefusalWords();
  const { own, addresses, domains, verifyAddress, verifyDomain } = useSenders(serviceId);
  const askAddress = (address: string): void => {
    verifyAddress.mutate(address, {
      onSuccess: () => {
        announce(t('senders.asked', { address }));
      },
    });
  };
  const askDomain = (domain: string): void => {
    verifyDomain.mutate(domain, {
      onSuccess: () => {
        announce(t('senders.asked.domain', { domain }));
      },
    });
  };
  const failed = verifyAddress.error ?? verifyDomain.error;
  const failure = own.isError && addresses === undefined ? own : domains.isError && !domains.data ? domains : null;
  return (
    <SectionPage title={t('senders.title')} about={t('senders.about')}>
      <SectionBody>
        {failure !== null ? (
          <LoadFailed title={t('senders.failed')} error={failure.error} onRetry={() => void failure.refetch()} />
        ) : addresses === undefined || domains.data === undefined ? (
          <RowsSkeleton rows={6} />
        ) : (
          <div className={styles.page}>
            <FormSection title={t('senders.addresses')} text={t('senders.addresses.text')}>
              {addresses.length === 0 ? (
                <p className={styles.nothing}>{t('senders.addresses.none')}</p>
              ) : (
                <ul className={styles.addresses} aria-label={t('senders.addresses')}>
                  {addresses.map((each, index) => (
                    <Address
                      key={each.address}
                      sender={each}
                      isFirst={index === 0 && each.used}
                      isAsked={verifyAddress.isPending && verifyAddress.variables === each.address}
                      onVerify={askAddress}
                    />
                  ))}
                </ul>
              )}
              <VerifyAnother
                isPending={verifyAddress.isPending || verifyDomain.isPending}
                onAddress={askAddress}
                onDomain={askDomain}
              />
              {failed !== null && (
                <p className={formStyles.fault} role="alert">
                  {refusalWords(failed)}
                </p>
              )}
            </FormSection>
            <FormSection title={t('senders.domains')} text={t('senders.domains.text')}>
              {domains.data.map((each) => (
                <Domain
                  key={each.domain}
                  sender={each}
                  isAsked={verifyDomain.isPending && verifyDomain.variables === each.domain}
                  onVerify={askDomain}
                />
              ))}
            </FormSection>
          </div>
        )}
      </SectionBody>
    </SectionPage>
  );
};

const Address = ({
  sender: { address, state, used },
  isFirst,
  isAsked,
  onVerify,
}: {
  readonly sender: SenderAddress;
  readonly isFirst: boolean;
  readonly isAsked: boolean;
  readonly onVerify: (address: string) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const act = t(isAsked ? 'senders.verifying' : state === 'pending' ? 'senders.verify.again' : 'senders.verify');
  const notes = [
    ...(isFirst ? [t('senders.first')] : []),
    ...(used ? [] : [t('senders.notUsed')]),
    ...(state === 'pending' ? [t('senders.pending.address')] : []),
    ...(state === 'verified' && !used ? [t('senders.verified.address')] : []),
  ];
  return (
    <li className={styles.address}>
      <div className={styles.grows}>
        <span className={styles.name}>{address}</span>
        {notes.map((note) => (
          <span key={note} className={styles.note}>
            {note}
          </span>
        ))}
      </div>
      <SenderState state={state} />
      <div className={styles.act}>
        {state !== 'verified' && (
          <Button
            size="xs"
            variant="default"
            aria-label={`${act}: ${address}`}
            aria-disabled={isAsked}
            onClick={() => {
              if (!isAsked) onVerify(address);
            }}
          >
            {act}
          </Button>
        )}
      </div>
    </li>
  );
};

const Domain = ({
  sender: { domain, ours, state, signing, verifiedBy, receivedBy, records },
  isAsked,
  onVerify,
}: {
  readonly sender: SenderDomain;
  readonly isAsked: boolean;
  readonly onVerify: (domain: string) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const act = t(isAsked ? 'senders.verifying' : state === 'unknown' ? 'senders.domain.verify' : 'senders.domain.again');
  const says = (): string => {
    if (ours) return t('senders.domain.ours');
    if (verifiedBy !== null) return t('senders.domain.above', { domain: verifiedBy });
    if (state === 'verified') return t(records.length > 0 ? 'senders.domain.verified' : 'senders.domain.elsewhere');
    return t(`senders.domain.${state}`);
  };
  return (
    <section className={styles.domain} aria-label={domain}>
      <div className={styles.address}>
        <div className={styles.grows}>
          <h3 className={styles.name}>{domain}</h3>
          <p className={styles.note}>{says()}</p>
          {receivedBy !== null && (
            <p className={styles.note}>{t('senders.domain.received', { domain, own: receivedBy })}</p>
          )}
        </div>
        <div className={styles.states}>
          <SenderState state={state} />
          {!ours && verifiedBy === null && signing !== state && (
            <span className={styles.signing}>
              {t('senders.signing')}: {t(`senders.state.${signing}`)}
            </span>
          )}
        </div>
        <div className={styles.act}>
          {state !== 'verified' && (
            <Button
              size="xs"
              variant="default"
              aria-label={`${act}: ${domain}`}
              aria-disabled={isAsked}
              onClick={() => {
                if (!isAsked) onVerify(domain);
              }}
            >
              {act}
            </Button>
          )}
        </div>
      </div>
      {records.length > 0 && <DnsRecords domain={domain} records={records} />}
    </section>
  );
};
