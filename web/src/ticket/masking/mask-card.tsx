import { Button, CloseButton, FocusTrap } from '@mantine/core';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mayUnmask } from '../../../../shared/domain/desk/permissions.ts';
import type { EntryView, TicketView } from '../../desk/api/ticket-queries.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useNow } from '../../desk/timestamp.tsx';
import { announce } from '../../ui/announcer.tsx';
import { dateAndTime } from '../../ui/format-time.ts';
import { useFloating } from './floating.ts';
import { useRevealMask, useUnmask } from './use-mask-commands.ts';
import { useMaskRefusal } from './use-mask-words.ts';
import styles from './masking.module.css';

const SIZE = { width: 340, height: 190 };
/** Milliseconds after which what a mask hides is hidden again. */
const SHOWN_FOR = 20_000;

/**
 * What a mask hides, for those who may see it: for a while, and the log says who looked. It can be unmasked here, which
 * is asked once more.
 */
export const MaskCard = ({
  ticket,
  entryId,
  mask,
  section,
  onClose,
}: {
  readonly ticket: TicketView;
  readonly entryId: string;
  readonly mask: EntryView['masks'][number];
  readonly section: HTMLElement;
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { me, service, agentName, timeStyle } = useDesk();
  const now = useNow();
  const refusal = useMaskRefusal();
  const reveal = useRevealMask(ticket, entryId, mask.id);
  const unmask = useUnmask(ticket, entryId, mask.id);
  const [isAsking, setAsking] = useState(false);
  const mine = service.agents.find(({ agentId }) => agentId === me.agentId);
  const isAllowed = mine !== undefined && mayUnmask(mine);
  const markOf = useCallback(
    () =>
      section.querySelector<HTMLElement>(
        `[data-entry="${CSS.escape(entryId)}"] [data-mask="${CSS.escape(mask.id)}"]`,
      ) ?? undefined,
    [section, entryId, mask.id],
  );
  const [style] = useFloating(
    section,
    useCallback(() => markOf()?.getBoundingClientRect(), [markOf]),
    SIZE,
  );
  const close = useCallback((): void => {
    markOf()?.focus({ preventScroll: true });
    onClose();
  }, [markOf, onClose]);
  const asked = useRef(false);
  const { mutate: show } = reveal;
  useEffect(() => {
    if (!isAllowed || asked.current) return;
    asked.current = true;
    show();
  }, [isAllowed, show]);
  const isShown = reveal.isSuccess;
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setTimeout(close, SHOWN_FOR);
    return () => {
      clearTimeout(timer);
    };
  }, [isShown, close]);
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const pressed = (event: PointerEvent): void => {
      if (event.target instanceof Node && card.current?.contains(event.target) === false) onClose();
    };
    const left = (): void => {
      if (document.visibilityState === 'hidden') onClose();
    };
    document.addEventListener('pointerdown', pressed);
    document.addEventListener('visibilitychange', left);
    return () => {
      document.removeEventListener('pointerdown', pressed);
      document.removeEventListener('visibilitychange', left);
    };
  }, [onClose]);
  const error = unmask.error ?? reveal.error;
  return (
    <FocusTrap active>
      <div
        ref={card}
        className={styles.card}
        style={style}
        role="dialog"
        aria-label={t('mask.masked')}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          close();
        }}
      >
        <div className={styles.head}>
          <span>
            {t('mask.by', {
              name: agentName(mask.by) ?? t('ticket.somebody'),
              time: dateAndTime(mask.at, now, timeStyle),
            })}
          </span>
          <CloseButton size="sm" aria-label={t('why.close')} onClick={close} />
        </div>
        {!isAllowed && <p className={styles.text}>{t('mask.notAllowed')}</p>}
        {isAllowed && error === null && (
          <p className={styles.hidden} dir="auto" aria-live="polite" aria-busy={reveal.isPending}>
            {reveal.data?.text ?? '…'}
          </p>
        )}
        {error !== null && (
          <p className={styles.refusal} role="alert">
            {refusal(error)}
          </p>
        )}
        {isAllowed && <p className={styles.hint}>{t(isAsking ? 'mask.unmaskMeans' : 'mask.logged')}</p>}
        {isAllowed && (
          <div className={styles.actions}>
            {isAsking ? (
              <>
                <Button
                  variant="default"
                  size="compact-sm"
                  data-autofocus
                  onClick={() => {
                    setAsking(false);
                  }}
                >
                  {t('create.cancel')}
                </Button>
                <Button
                  size="compact-sm"
                  loading={unmask.isPending}
                  onClick={() => {
                    unmask.mutate(undefined, {
                      onSuccess: () => {
                        announce(t('mask.unmasked'));
                        section.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entryId)}"]`)?.focus();
                        onClose();
                      },
                    });
                  }}
                >
                  {t('mask.unmaskYes')}
                </Button>
              </>
            ) : (
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => {
                  setAsking(true);
                }}
              >
                {t('mask.unmask')}
              </Button>
            )}
          </div>
        )}
      </div>
    </FocusTrap>
  );
};
