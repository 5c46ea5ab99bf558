import { Button, CloseButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { findPersonalData } from '../../../../shared/contracts/http/masking.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import type { TicketView } from '../../desk/api/ticket-queries.ts';
import { useConsole } from '../../desk/console-context.ts';
import { announce } from '../../ui/announcer.tsx';
import { useFloating } from './floating.ts';
import { createKeySelection } from './key-selection.ts';
import { boxOf, rangesOf } from './selected-text.ts';
import { useMask } from './use-mask-commands.ts';
import { useMaskRefusal } from './use-mask-words.ts';
import styles from './masking.module.css';

const SIZE = { width: 340, height: 260 };
const HIGHLIGHT = 'personal-data';

/** What in a message looks like personal data, each to be masked by a click; anything else is selected by key. */
export const FoundCard = ({
  ticket,
  entryId,
  section,
  onClose,
}: {
  readonly ticket: TicketView;
  readonly entryId: string;
  readonly section: HTMLElement;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const refusal = useMaskRefusal();
  const { mutate, isPending, error } = useMask(ticket);
  const { serviceId, number } = ticket;
  const [isByKey, setByKey] = useState(false);
  const found = useQuery({
    queryKey: queryKeys.personalData(serviceId, number, entryId),
    queryFn: ({ signal }) => call(findPersonalData, { params: { serviceId, number, entryId }, signal }),
    gcTime: 0,
  });
  const spans = found.data?.spans ?? [];
  const entry = useCallback(
    () => section.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entryId)}"]`),
    [section, entryId],
  );
  const [style] = useFloating(
    section,
    useCallback(() => entry()?.getBoundingClientRect(), [entry]),
    SIZE,
  );
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    card.current?.focus({ preventScroll: true });
  }, [isByKey]);
  const shown = found.data;
  useEffect(() => {
    const box = boxOf(section, entryId);
    if (box === null || shown === undefined) return undefined;
    const ranges = shown.spans.flatMap((span) => rangesOf(box, span));
    for (const { startContainer } of ranges) startContainer.parentElement?.closest('details')?.setAttribute('open', '');
    CSS.highlights.set(HIGHLIGHT, new Highlight(...ranges));
    return () => {
      CSS.highlights.delete(HIGHLIGHT);
    };
  }, [section, entryId, shown]);
  const close = useCallback((): void => {
    entry()?.focus({ preventScroll: true });
    onClose();
  }, [entry, onClose]);
  useEffect(() => {
    const box = boxOf(section, entryId);
    if (!isByKey || box === null) return undefined;
    entry()?.focus({ preventScroll: true });
    return createKeySelection(box, close);
  }, [isByKey, section, entryId, entry, close]);
  const mask = (chosen: typeof spans): void => {
    if (isPending) return;
    mutate([{ entryId, spans: chosen }], {
      onSuccess: () => {
        announce(t('mask.doneFound', { count: chosen.length }));
        card.current?.focus({ preventScroll: true });
        if (chosen.length === spans.length) close();
      },
    });
  };
  const wordsOf = (span: (typeof spans)[number]): string => {
    const box = boxOf(section, entryId);
    return box === null ? '' : rangesOf(box, span).map(String).join('');
  };
  if (isByKey)
    return (
      <p className={styles.keys} role="status">
        {t('mask.keys')}
      </p>
    );
  return (
    <div
      ref={card}
      className={styles.card}
      style={style}
      role="dialog"
      aria-label={t('mask.offer')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <div className={styles.head}>
        <strong>{t('mask.offer')}</strong>
        <CloseButton size="sm" aria-label={t('why.close')} onClick={close} />
      </div>
      {found.isPending && <p className={styles.text}>{t('mask.looking')}</p>}
      {found.isSuccess && spans.length === 0 && <p className={styles.text}>{t('mask.nothingFound')}</p>}
      {spans.length > 0 && (
        <ul className={styles.found}>
          {spans.map((span) => (
            <li key={span.start}>
              <span className={styles.kind}>{t(`mask.kind.${span.kind}`)}</span>
              <bdi className={styles.value}>{wordsOf(span)}</bdi>
              <Button
                variant="default"
                size="compact-xs"
                aria-label={t('mask.one', { what: `${t(`mask.kind.${span.kind}`)} ${wordsOf(span)}` })}
                onClick={() => {
                  mask([span]);
                }}
              >
                {t('mask.mask')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {(error ?? found.error) !== null && (
        <p className={styles.refusal} role="alert">
          {refusal(error ?? found.error)}
        </p>
      )}
      {found.data?.beginningOnly === true && <p className={styles.hint}>{t('mask.beginningOnly')}</p>}
      <p className={styles.hint}>{t('mask.means')}</p>
      <div className={styles.actions}>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            setByKey(true);
          }}
        >
          {t('mask.byKey')}
        </Button>
        {spans.length > 1 && (
          <Button
            size="compact-sm"
            loading={isPending}
            onClick={() => {
              mask(spans);
            }}
          >
            {t('mask.all', { count: spans.length })}
          </Button>
        )}
      </div>
    </div>
  );
};
