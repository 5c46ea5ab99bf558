import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { testInformationSource } from '../../../../shared/contracts/http/customer-information.ts';
import type { RequestItem, ResultItem } from '../../../../shared/domain/customer-information/information-source.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';
import styles from './sources.module.css';

type Test = OutputOf<typeof testInformationSource>;
type Item = Test['items'][number];

/** What a test call sent and what came back: status, time, and each result item as it was found or not. */
export const TestAnswer = ({
  test,
  request,
  onShow,
}: {
  readonly test: Test;
  readonly request: readonly RequestItem[];
  /** Takes a key of the answer among the result items. */
  readonly onShow: (item: ResultItem) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { sent, status, milliseconds, outcome, because, cause, items, otherKeys } = test;
  const end = useRef<HTMLDListElement>(null);
  // The button that was pressed may be the last thing in sight.
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [test]);
  if (sent === null) return <p className={styles.summary}>{t('sources.test.nothingToAsk')}</p>;
  const sentNames = new Set(sent.variables.map(({ variable }) => variable));
  const leftOut = request.filter(({ variable }) => !sentNames.has(variable)).map(({ variable }) => variable);
  const missing = items.filter(({ state }) => state !== 'found').length;
  const isGood = outcome === 'found' && missing === 0;
  const says =
    outcome === 'found'
      ? missing === 0
        ? t('sources.test.found')
        : t('sources.test.foundWithout', { number: missing })
      : outcome === 'unavailable'
        ? cause === null
          ? t(`sources.test.because.${because ?? 'server_error'}`)
          : t(`sources.test.cause.${cause}`)
        : t(`sources.test.${outcome}`);
  const Sign = isGood ? IconCheck : IconAlertTriangle;
  return (
    <>
      <p className={styles.summary} data-good={isGood || undefined} data-failed={outcome !== 'found' || undefined}>
        <Sign size={16} stroke={1.75} aria-hidden />
        <span className={styles.says}>{says}</span>
        <span className={styles.facts}>
          <span>{status === null ? t('sources.test.noStatus') : t('sources.test.status', { status })}</span>
          <span>{t('sources.test.time', { number: milliseconds ?? 0 })}</span>
        </span>
      </p>
      {items.length > 0 && (
        <table className={styles.table}>
          <caption className={styles.caption}>{t('sources.test.items')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('sources.test.label')}</th>
              <th scope="col">{t('sources.test.key')}</th>
              <th scope="col">{t('sources.test.answer')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <ItemRow key={item.label} item={item} />
            ))}
          </tbody>
        </table>
      )}
      {otherKeys.length > 0 && (
        <div className={styles.others}>
          <p className={styles.othersTitle}>{t('sources.test.others')}</p>
          <ul className={styles.chips}>
            {otherKeys.map((key) => (
              <li key={key}>
                <Button
                  variant="default"
                  size="compact-xs"
                  leftSection={<IconPlus size={12} />}
                  aria-label={t('sources.test.show', { key })}
                  onClick={() => {
                    onShow({ label: key.slice(0, 60), key });
                  }}
                >
                  {key}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <dl ref={end} className={styles.sent}>
        <dt>{t('sources.test.sent')}</dt>
        <dd>
          <code>
            {sent.method} {sent.url}
          </code>{' '}
          · {sent.signed ? t('sources.test.signed') : t('sources.test.unsigned')}
        </dd>
        {sent.variables.map(({ variable, value }) => (
          <div key={variable} className={styles.sentValue}>
            <dt>
              <code>{variable}</code>
            </dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
        {leftOut.length > 0 && (
          <div className={styles.sentValue}>
            <dt>{t('sources.test.leftOut')}</dt>
            <dd>
              <code>{leftOut.join(', ')}</code>
            </dd>
          </div>
        )}
      </dl>
    </>
  );
};

const ItemRow = ({ item: { label, key, state, value } }: { readonly item: Item }): ReactNode => {
  const { t } = useTranslation('admin');
  return (
    <tr data-state={state}>
      <th scope="row" dir="auto">
        {label}
      </th>
      <td>
        <code>{key}</code>
      </td>
      <td dir="auto">
        {state === 'found' ? (
          value === '' ? (
            t('sources.test.emptyText')
          ) : (
            value
          )
        ) : (
          <span className={styles.lacking}>
            <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
            {t(`sources.test.${state}`)}
          </span>
        )}
      </td>
    </tr>
  );
};
