import { ActionIcon, Button, Skeleton, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconTrash } from '@tabler/icons-react';
import { useIsMutating } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { richText } from '../../../shared/contracts/http/tickets.ts';
import { useEntries } from '../api/use-entries.ts';
import type { ProcessCommand } from '../api/use-processing.ts';
import type { TicketView } from '../api/use-ticket.ts';
import { announce } from '../app/announcer.tsx';
import { useDesk } from '../frame/desk-context.ts';
import { aim } from '../keyboard/aim.ts';
import { useTicketAction } from '../keyboard/use-action.ts';
import { useLive } from '../live/live-context.ts';
import type { HistoryHandle } from '../ticket/history.tsx';
import type { Why } from '../ticket/why-bar.tsx';
import { timeInSentence } from '../time/format-time.ts';
import { useNow } from '../time/use-now.ts';
import { chosenCommand, commandChoices, type Obstacle } from './command-choices.ts';
import { ProcessButton } from './process-button.tsx';
import { TroubleBar } from './trouble-bar.tsx';
import { useDraft } from './use-draft.ts';
import { useProcess } from './use-process.ts';
import { useReasons } from './use-reasons.ts';
import { WarningBar } from './warning-bar.tsx';
import type { WritingHandle } from './writing-area.tsx';
import styles from './editor-dock.module.css';

const WritingArea = lazy(() =>
  import('./writing-area.tsx').then(({ WritingArea: component }) => ({ default: component })),
);

/** The editor under the history: what is written, kept as a draft, and what its button will do with it. */
export const EditorDock = ({
  ticket,
  history,
  onWhy,
}: {
  readonly ticket: TicketView;
  readonly history: RefObject<HistoryHandle | null>;
  readonly onWhy: (why: Why | null) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { me, face } = useDesk();
  const { online } = useLive();
  const now = useNow();
  const { serviceId, number } = ticket;
  const entries = useEntries(serviceId, number);
  const newestAt = [ticket.activityAt, entries.data?.pages[0]?.entries[0]?.at ?? ''].sort().at(-1)!;
  const draft = useDraft(ticket, me.agentId, newestAt);
  const [wish, setWish] = useState<ProcessCommand>(draft.initial?.command ?? 'resolve');
  const [html, setHtml] = useState(draft.initial?.html ?? '');
  const [isEmpty, setEmpty] = useState(draft.initial === null);
  const [initialHtml] = useState(html);
  const writing = useRef<WritingHandle>(null);
  const wantsFocus = useRef(false);
  const focusWriting = (): void => {
    // The editor comes as a piece of its own: who asks before it is here gets the focus then.
    if (writing.current === null) {
      wantsFocus.current = true;
      aim.awaitEditor();
    } else writing.current.focus();
  };
  const receiveHandle = useCallback((handle: WritingHandle | null) => {
    writing.current = handle;
    if (handle === null || !wantsFocus.current) return;
    wantsFocus.current = false;
    handle.focus();
    aim.editorIsHere();
  }, []);
  const warning = useRef<HTMLButtonElement>(null);
  const isBusy = useIsMutating({ mutationKey: ['process', serviceId, number] }) > 0;
  const choices = commandChoices(ticket);
  const chosen = chosenCommand(choices, wish, !isEmpty);
  const { reasonOf, hindranceOf } = useReasons(ticket);
  const hindrance = hindranceOf({
    obstacle: chosen.obstacle,
    isEmpty,
    isTooLong: html.length > richText.maxLength!,
    mustLook: draft.unseen !== null && chosen.command !== 'comment',
  });
  const { send } = useProcess(ticket, draft, {
    clear: () => {
      writing.current?.setHtml('');
      history.current?.showEnd();
    },
  });

  const process = (): void => {
    if (isBusy) return;
    if (hindrance === null) {
      send(draft.prepare(chosen.command, html));
      return;
    }
    announce(hindrance);
    if (chosen.obstacle !== null) onWhy(whyOf(chosen.obstacle));
    else if (draft.unseen !== null && !isEmpty) warning.current?.focus();
    else if (isEmpty) focusWriting();
  };
  const choose = (command: ProcessCommand): void => {
    setWish(command);
    if (!isEmpty) draft.write(html, false, command);
  };
  const whyOf = (obstacle: Obstacle): Why => ({
    words: reasonOf(obstacle),
    offers: [
      ...(obstacle === 'keep_first' ? (['keep'] as const) : []),
      ...(ticket.allowed.includes('comment') ? (['comment'] as const) : []),
    ],
  });
  /** What a key asked for while something stood in the way: done once the ticket is the agent's. */
  const [wanted, setWanted] = useState<ProcessCommand | null>(null);
  const turnTo = (command: ProcessCommand): void => {
    const obstacle = choices.find((choice) => choice.command === command)?.obstacle ?? null;
    if (obstacle !== null) {
      setWanted(obstacle === 'keep_first' ? command : null);
      onWhy(whyOf(obstacle));
      return;
    }
    setWanted(null);
    onWhy(null);
    choose(command);
    focusWriting();
  };
  const isWantedPossible =
    wanted !== null && choices.some(({ command, obstacle }) => command === wanted && obstacle === null);
  useEffect(() => {
    if (isWantedPossible && wanted !== null) turnTo(wanted);
  });
  const discard = (): void => {
    const thrown = draft.stored;
    const text = html;
    writing.current?.setHtml('');
    draft.drop();
    const bringBack = (): void => {
      if (thrown !== null) draft.restore({ ...thrown, html: text });
      writing.current?.setHtml(text);
    };
    const id = notifications.show({
      message: (
        <span className={styles.undo}>
          {t('editor.discarded')}{' '}
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => {
              notifications.hide(id);
              bringBack();
            }}
          >
            {t('editor.undo')}
          </Button>
        </span>
      ),
      withBorder: true,
    });
  };
  // What was sent or thrown away elsewhere (another window, or this ticket opened before) goes from here too; what has
  // been typed since stays.
  const storedBefore = useRef(draft.stored?.html ?? null);
  const storedHtml = draft.stored?.html ?? null;
  useEffect(() => {
    const before = storedBefore.current;
    storedBefore.current = storedHtml;
    if (before === null || before === storedHtml || html !== before) return;
    writing.current?.setHtml(storedHtml ?? '');
  }, [storedHtml, html]);
  useTicketAction('reply', number, () => {
    turnTo(chosen.command === 'comment' ? 'resolve' : chosen.command);
  });
  useTicketAction('comment', number, () => {
    turnTo('comment');
  });
  useTicketAction('resolve', number, () => {
    turnTo('resolve');
  });
  useTicketAction('pend', number, () => {
    turnTo('pend');
  });

  if (choices.every(({ obstacle }) => obstacle !== null) && isEmpty)
    return <p className={styles.closed}>{t('editor.reason.nothing')}</p>;
  const state = isBusy
    ? online
      ? ''
      : t('editor.queued')
    : draft.state === 'typing'
      ? t('editor.draftTyping')
      : draft.state === 'failed'
        ? t('editor.draftFailed')
        : draft.state === 'kept' && draft.savedAt !== null
          ? t('editor.draftKept', { time: timeInSentence(draft.savedAt, now, face) })
          : '';
  return (
    <section
      className={styles.dock}
      data-command={chosen.command}
      data-filled={!isEmpty || undefined}
      aria-label={t('editor.label')}
    >
      {draft.unseen !== null && !isBusy && (
        <WarningBar
          ref={warning}
          ticket={ticket}
          since={draft.unseen.since}
          onShow={() => {
            history.current?.showSince(draft.unseen?.since ?? '');
            draft.markSeen(newestAt);
          }}
        />
      )}
      {draft.stored !== null && !isBusy && <TroubleBar draft={draft.stored} />}
      <Suspense
        fallback={
          <div className={styles.waiting}>
            <Skeleton height={12} width="40%" animate={false} />
          </div>
        }
      >
        <WritingArea
          initialHtml={initialHtml}
          placeholder={t(`editor.placeholder.${chosen.command}`)}
          isReadOnly={isBusy}
          handle={receiveHandle}
          onProcess={process}
          onChange={(next, empty) => {
            setHtml(next);
            setEmpty(empty);
            // What is being written is for what the button says now.
            if (isEmpty && !empty) setWish(chosen.command);
            draft.write(next, empty, chosen.command);
          }}
        />
      </Suspense>
      <footer className={styles.footer}>
        <span className={styles.state} data-bad={draft.state === 'failed' || undefined}>
          {state}
        </span>
        {!isEmpty && !isBusy && (
          <Tooltip label={t('editor.discard')}>
            <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('editor.discard')} onClick={discard}>
              <IconTrash size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        )}
        <ProcessButton
          choices={choices}
          chosen={chosen}
          to={ticket.customer.email ?? ''}
          hindrance={hindrance}
          isBusy={isBusy}
          reasonOf={reasonOf}
          onProcess={process}
          onChoose={(command) => {
            // The menu gives the focus back to its button first.
            setTimeout(() => {
              turnTo(command);
            }, 0);
          }}
        />
      </footer>
    </section>
  );
};
