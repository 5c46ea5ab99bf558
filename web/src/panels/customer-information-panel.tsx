import { Button, TextInput } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TYPED_LENGTH } from '../../../shared/domain/customer-information/information-source.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { LoadFailed, useErrorWords } from '../desk/error-words.tsx';
import { Nothing } from '../ui/pane-state.tsx';
import { PanelLoading } from './panel-loading.tsx';
import {
  useAnswer,
  useInformationSources,
  type Asking,
  type Information,
  type SourceView,
} from './use-customer-information.ts';
import styles from './customer-information-panel.module.css';

const Answer = ({ outcome, because, items }: Information): ReactNode => {
  const { t } = useTranslation();
  if (outcome === 'found')
    return (
      <dl className={styles.items}>
        {items.map(({ label, value }, index) => (
          <div key={index} className={styles.item}>
            <dt className={styles.label}>{label}</dt>
            <dd className={styles.value} dir="auto">
              {value === null || value === '' ? <span className={styles.none}>–</span> : value}
            </dd>
          </div>
        ))}
      </dl>
    );
  return (
    <p className={styles.said} data-failed={outcome === 'unavailable' || undefined}>
      {outcome === 'unavailable'
        ? t(`customerInformation.because.${because ?? 'server_error'}`)
        : t(`customerInformation.${outcome}`)}
    </p>
  );
};

/** What is typed in for a source. Required inputs that are empty are named and keep it from being asked. */
const TypedForm = ({
  source,
  isPending,
  onAsk,
}: {
  readonly source: SourceView;
  readonly isPending: boolean;
  readonly onAsk: (typed: Asking['typed']) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [isAsked, setAsked] = useState(false);
  const textOf = (variable: string): string => texts[variable]?.trim() ?? '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (isPending || source.typed.some(({ variable, required }) => required && textOf(variable) === '')) return;
    onAsk(
      Object.fromEntries(
        source.typed.flatMap(({ variable }) => (textOf(variable) === '' ? [] : [[variable, textOf(variable)]])),
      ),
    );
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-label={source.name}>
      {source.typed.map(({ variable, label, required }) => (
        <TextInput
          key={variable}
          size="xs"
          label={label}
          required={required}
          maxLength={TYPED_LENGTH}
          value={texts[variable] ?? ''}
          error={isAsked && required && textOf(variable) === '' ? t('calls.missing') : undefined}
          onChange={({ currentTarget: { value } }) => {
            setTexts((before) => ({ ...before, [variable]: value }));
          }}
        />
      ))}
      <Button type="submit" size="xs" variant="default" aria-disabled={isPending}>
        {t('customerInformation.ask')}
      </Button>
    </form>
  );
};

const Source = ({ source, ticket }: { readonly source: SourceView; readonly ticket: TicketView }): ReactNode => {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const heading = useId();
  const [asking, setAsking] = useState<Asking | null>(
    source.asksOn.includes(ticket.channel) ? { typed: {}, time: 1 } : null,
  );
  const { data, error, isFetching } = useAnswer(ticket, source.sourceId, asking);
  const ask = (typed: Asking['typed']): void => {
    setAsking((before) => ({ typed, time: (before?.time ?? 0) + 1 }));
  };
  const again = t('customerInformation.askAgain', { name: source.name });
  return (
    <section className={styles.source} aria-labelledby={heading}>
      <div className={styles.head}>
        <h3 id={heading} className={styles.name}>
          {source.name}
        </h3>
        {asking !== null && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            leftSection={<IconRefresh size={13} aria-hidden="true" />}
            aria-label={again}
            aria-disabled={isFetching}
            onClick={() => {
              if (!isFetching) ask(asking.typed);
            }}
          >
            {t('customerInformation.again')}
          </Button>
        )}
      </div>
      {source.typed.length > 0 && <TypedForm source={source} isPending={isFetching} onAsk={ask} />}
      {source.typed.length === 0 && asking === null && (
        <Button
          size="xs"
          variant="default"
          aria-label={t('customerInformation.askSource', { name: source.name })}
          onClick={() => {
            ask({});
          }}
        >
          {t('customerInformation.ask')}
        </Button>
      )}
      <div role="status" aria-busy={isFetching}>
        {isFetching && <p className={styles.said}>{t('customerInformation.asking')}</p>}
        {!isFetching && error !== null && (
          <p className={styles.said} data-failed>
            {errorWords(error)}
          </p>
        )}
        {!isFetching && error === null && data !== undefined && <Answer {...data} />}
      </div>
    </section>
  );
};

/**
 * What the organization's own systems know of the ticket's customer. Each source is asked by itself on tickets of its
 * channels, else on click; answers are shown and kept nowhere.
 */
export const CustomerInformationPanel = ({ ticket }: { readonly ticket: TicketView }): ReactNode => {
  const { t } = useTranslation();
  const { data: sources, error, isPending, refetch } = useInformationSources(ticket.serviceId);
  if (isPending) return <PanelLoading />;
  if (sources === undefined)
    return <LoadFailed title={t('customerInformation.failed')} error={error} onRetry={() => void refetch()} />;
  if (sources.length === 0) return <Nothing text={t('customerInformation.empty')} />;
  return sources.map((source) => (
    <Source key={`${ticket.number} ${source.sourceId}`} source={source} ticket={ticket} />
  ));
};
