import { Button, Group } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../desk/api/problem-error.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import { isDue, type CallView } from '../desk/reserved-calls.ts';
import { Timestamp, useNow } from '../desk/timestamp.tsx';
import { timeInSentence } from '../ui/format-time.ts';
import { wallClockOf } from '../ui/wall-clock.ts';
import { useFocusOnceDrawn } from '../ui/use-focus-once-drawn.ts';
import { CallForm, type CallText } from './call-form.tsx';
import { useChangeCall, useEndCall, type Reservation } from './use-ticket-calls.ts';
import styles from './calls-panel.module.css';

/** What happened to a call by this agent's command. */
export type CallNews = { readonly kind: 'reserved' | 'changed' | 'finished' | 'cancelled'; readonly call: CallView };

/** `Due`, `Reserved`, or how and when the call ended. */
const CallState = ({ call, due }: { readonly call: CallView; readonly due: boolean }): ReactNode => {
  const { t } = useTranslation();
  const { timeStyle } = useDesk();
  const now = useNow();
  if (call.status === 'open')
    return (
      <span className={styles.state} data-due={due || undefined}>
        {t(due ? 'calls.due' : 'calls.open')}
      </span>
    );
  return (
    <span className={styles.state}>
      {t(`calls.${call.status}`, { time: timeInSentence(call.endedAt ?? call.at, now, timeStyle) })}
    </span>
  );
};

/** What the agent has typed into the form, and the version of the call that they had before them. */
type Edit = { readonly version: number; readonly typed: Partial<CallText> };

/** A reserved call with what can be done to it. */
export const CallItem = ({
  call,
  onNews,
}: {
  readonly call: CallView;
  readonly onNews: (news: CallNews) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { agentName, service, timeStyle } = useDesk();
  const errorWords = useErrorWords();
  const now = useNow();
  const change = useChangeCall(call);
  const end = useEndCall(call);
  const [edit, setEdit] = useState<Edit | null>(null);
  const [isAsking, setAsking] = useState(false);
  const item = useRef<HTMLLIElement>(null);
  const changeButton = useRef<HTMLButtonElement>(null);
  const cancelButton = useRef<HTMLButtonElement>(null);
  const { phone, at, note, ownerId, createdBy, status } = call;
  const due = isDue(call, now);
  const time = timeInSentence(at, now, timeStyle);
  const nameOf = (agentId: string): string => agentName(agentId) ?? t('ticket.somebody');

  const focusOnceDrawn = useFocusOnceDrawn();
  const closeQuestion = (): void => {
    setAsking(false);
    focusOnceDrawn(() => cancelButton.current);
  };
  const closeForm = (): void => {
    setEdit(null);
    change.reset();
    focusOnceDrawn(() => changeButton.current);
  };
  /** Only what the agent has typed is changed. */
  const save = (wanted: Reservation, { typed }: Edit): void => {
    const changes = Object.fromEntries(Object.entries(wanted).filter(([field]) => field in typed));
    if (Object.keys(changes).length === 0) {
      closeForm();
      return;
    }
    change.mutate(changes, {
      onSuccess: (changed) => {
        closeForm();
        onNews({ kind: 'changed', call: changed });
      },
    });
  };
  const finish = (how: 'finishCall' | 'cancelCall'): void => {
    if (end.isPending) return;
    end.mutate(how, {
      onSuccess: (ended) => {
        setAsking(false);
        onNews({ kind: how === 'finishCall' ? 'finished' : 'cancelled', call: ended });
        // The buttons are gone: the focus stays with the call.
        item.current?.focus();
      },
    });
  };
  const isConflict = end.error instanceof ProblemError && end.error.code === 'version_conflict';
  return (
    <li
      ref={item}
      tabIndex={-1}
      className={styles.call}
      data-due={due || undefined}
      data-over={status !== 'open' || undefined}
    >
      <div className={styles.head}>
        <Timestamp at={at} as="date" className={styles.at} />
        <CallState call={call} due={due} />
      </div>
      <p className={styles.line}>
        <IconPhone size={14} stroke={1.75} aria-hidden="true" />
        <a href={`tel:${phone}`}>{phone}</a>
        <span className={styles.owner}>{nameOf(ownerId)}</span>
      </p>
      {note !== '' && (
        <p className={styles.note} dir="auto">
          {note}
        </p>
      )}
      {createdBy !== ownerId && <p className={styles.meta}>{t('calls.by', { name: nameOf(createdBy) })}</p>}
      {end.isError && (
        <p className={styles.failed} role="alert">
          {isConflict ? t('calls.changedBefore') : errorWords(end.error)}
        </p>
      )}
      {status === 'open' && edit === null && !isAsking && (
        <Group gap={4} mt={4}>
          <Button
            size="compact-xs"
            variant={due ? 'filled' : 'default'}
            aria-label={t('calls.of', { action: t('calls.finish'), time })}
            onClick={() => {
              finish('finishCall');
            }}
          >
            {t('calls.finish')}
          </Button>
          <Button
            ref={changeButton}
            size="compact-xs"
            variant="default"
            aria-label={t('calls.of', { action: t('calls.change'), time })}
            onClick={() => {
              end.reset();
              setEdit({ version: call.version, typed: {} });
            }}
          >
            {t('calls.change')}
          </Button>
          <Button
            ref={cancelButton}
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={t('calls.of', { action: t('calls.cancel'), time })}
            onClick={() => {
              setAsking(true);
            }}
          >
            {t('calls.cancel')}
          </Button>
        </Group>
      )}
      {status === 'open' && isAsking && (
        <div
          role="group"
          aria-label={t('calls.cancelSure')}
          onKeyDown={(event) => {
            if (event.key === 'Escape') closeQuestion();
          }}
        >
          <p className={styles.line}>{t('calls.cancelSure')}</p>
          <Group gap={4}>
            <Button
              size="compact-xs"
              color="red"
              variant="light"
              autoFocus
              onClick={() => {
                finish('cancelCall');
              }}
            >
              {t('calls.cancelYes')}
            </Button>
            <Button size="compact-xs" variant="default" onClick={closeQuestion}>
              {t('calls.cancelNo')}
            </Button>
          </Group>
        </div>
      )}
      {status === 'open' && edit !== null && (
        <CallForm
          label={t('calls.of', { action: t('calls.change'), time })}
          submitLabel={t('calls.save')}
          text={{ phone, at: wallClockOf(at, service.timeZone), ownerId, note, ...edit.typed }}
          onEdit={(typed) => {
            setEdit({ ...edit, typed: { ...edit.typed, ...typed } });
            change.reset();
          }}
          error={change.error}
          warning={edit.version === call.version ? null : t('calls.changedMeanwhile')}
          isPending={change.isPending}
          onSubmit={(wanted) => {
            save(wanted, edit);
          }}
          onClose={closeForm}
        />
      )}
      {status !== 'open' && edit !== null && (
        <p className={styles.failed} role="alert">
          {t('problem.call_ended')}
        </p>
      )}
    </li>
  );
};
