import { ActionIcon, Button, Skeleton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useIsMutating, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { mutationKeys } from '../desk/api/query-keys.ts';
import { useEntries } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { uploadIdsOf, type ProcessCommand } from '../desk/drafts/draft.ts';
import { focusTicket } from '../desk/focus-pane.ts';
import { isTextTooLong } from '../desk/is-text-too-long.ts';
import { aim } from '../desk/keyboard/aim.ts';
import type { Obstacle } from '../desk/obstacle-words.ts';
import { modifierKey } from '../desk/keyboard/shortcuts.ts';
import { useTicketAction } from '../desk/keyboard/use-action.ts';
import { useLive } from '../desk/live/live-context.ts';
import { useTyping } from '../desk/live/use-typing.ts';
import { EDITOR, isLeaving, useOverlay } from '../desk/overlay.ts';
import type { EditorSlot, Explanation } from '../desk/ticket-page-slots.ts';
import { useNow } from '../desk/timestamp.tsx';
import { DropHint } from '../desk/uploads/drop-hint.tsx';
import { useFileDrop } from '../desk/uploads/use-file-drop.ts';
import { announce } from '../ui/announcer.tsx';
import { useWidth } from '../ui/use-width.ts';
import { timeInSentence } from '../ui/format-time.ts';
import { AttachButton } from './attach-button.tsx';
import { chosenCommand, commandChoices } from './command-choices.ts';
import { OtherDraftBar } from './other-draft-bar.tsx';
import { DiscardButton } from './discard-button.tsx';
import { TroubleBar, WarningBar } from './draft-bars.tsx';
import { EarlierTexts } from './earlier-texts.tsx';
import { ProcessButton } from './process-button.tsx';
import type { PreviewedAnswer } from './preview-dialog.tsx';
import { useAttachments } from './use-attachments.ts';
import { useDraft } from './use-draft.ts';
import { useProcess } from './use-process.ts';
import { useReasons } from './use-reasons.ts';
import { useSeenHeight } from './use-seen-height.ts';
import type { WritingHandle } from './writing-area.tsx';
import styles from './editor-dock.module.css';

const WritingArea = lazy(() =>
  import('./writing-area.tsx').then(({ WritingArea: component }) => ({ default: component })),
);
const AttachedFiles = lazy(() =>
  import('./attached-files.tsx').then(({ AttachedFiles: component }) => ({ default: component })),
);
const loadPreview = () =>
  import('./preview-dialog.tsx').then(({ PreviewDialog: component }) => ({ default: component }));
const PreviewDialog = lazy(loadPreview);

/** The editor below the history: keeps the text as a draft, and sends it by the command on its button. */
export const EditorDock = ({ ticket, history, onExplain }: EditorSlot): ReactNode => {
  const { t } = useTranslation();
  const { me, timeStyle } = useDesk();
  const { online } = useLive();
  const now = useNow();
  const { serviceId, number } = ticket;
  const tellTyping = useTyping();
  const entries = useEntries(serviceId, number);
  const newestAt = [ticket.activityAt, entries.data?.pages[0]?.entries[0]?.at ?? ''].sort().at(-1)!;
  const draft = useDraft(ticket, me.agentId, newestAt);
  const [wish, setWish] = useState<ProcessCommand>(draft.initial?.command ?? 'resolve');
  const [html, setHtml] = useState(draft.initial?.html ?? '');
  const [isEmpty, setEmpty] = useState(html === '');
  const [initialHtml] = useState(html);
  const writing = useRef<WritingHandle>(null);
  const dock = useRef<HTMLElement>(null);
  const isPhone = useWidth('phone');
  const overlay = useOverlay();
  const isLarge = isPhone && overlay.open === EDITOR;
  useSeenHeight(dock, isLarge);
  const [isReady, setReady] = useState(false);
  const focusWriting = (): void => {
    // The writing area is loaded later, and may make its editor twice: each is asked until one has the focus.
    aim.awaitEditor(number);
    writing.current?.focus();
  };
  const receiveHandle = useCallback(
    (handle: WritingHandle | null) => {
      writing.current = handle;
      setReady(handle !== null);
      if (aim.awaitsEditorOf(number)) handle?.focus();
    },
    [number],
  );
  const [previewed, setPreviewed] = useState<PreviewedAnswer | null>(null);
  const warning = useRef<HTMLButtonElement>(null);
  const isBusy = useIsMutating({ mutationKey: mutationKeys.process(serviceId, number) }) > 0;
  const cache = useQueryClient();
  const choices = commandChoices(ticket);
  /** The customer of a ticket that another team handed over is theirs: no mail leaves, and there is none to preview. */
  const isForTeam = ticket.origin !== null;
  const chosen = chosenCommand(choices, wish, !isEmpty);
  const { reasonOf, blockedReasonOf } = useReasons(ticket);
  const attachments = useAttachments(ticket, draft, chosen.command, isBusy);
  const drop = useFileDrop(attachments.add);
  const otherDraft = draft.stored?.other ?? null;
  const isTooLong = isTextTooLong(html);
  const blockedReason = blockedReasonOf({
    obstacle: chosen.obstacle,
    isEmpty,
    isTooLong,
    filesReason: attachments.reason,
    mustChoose: otherDraft !== null,
    mustLook: draft.unseen !== null && chosen.command !== 'comment',
  });
  const { send } = useProcess(ticket, draft, {
    clear: () => {
      writing.current?.setHtml('');
      history.current?.showEnd();
    },
    stay: () => {
      if (isLarge) overlay.close();
    },
    markRestricted: (words) => {
      writing.current?.markRestricted(words);
    },
  });

  const process = (): void => {
    if (isBusy) return;
    if (blockedReason === null) {
      send(draft.prepare(chosen.command, html));
      return;
    }
    announce(blockedReason);
    if (chosen.obstacle !== null) onExplain(explanationOf(chosen.obstacle));
    else if (draft.unseen !== null && !isEmpty) warning.current?.focus();
    else if (isEmpty) focusWriting();
  };
  const choose = (command: ProcessCommand): void => {
    setWish(command);
    if (draft.stored !== null || !isEmpty) draft.write(html, isEmpty, command);
  };
  const explanationOf = (obstacle: Obstacle): Explanation => ({
    words: reasonOf(obstacle),
    offers: [
      ...(obstacle === 'keep_first' ? (['keep'] as const) : []),
      ...(ticket.allowed.includes('comment') ? (['comment'] as const) : []),
    ],
  });
  const preview = (): void => {
    if (isBusy) return;
    const { command, obstacle } = chosen;
    if (obstacle !== null) onExplain(explanationOf(obstacle));
    else if (isForTeam) onExplain({ words: t('editor.toTeam'), offers: [] });
    else if (command === 'comment') onExplain({ words: t('preview.comment'), offers: [] });
    else if (isEmpty || isTooLong)
      onExplain({ words: t(isEmpty ? 'editor.reason.empty' : 'editor.reason.tooLong'), offers: [] });
    else if (attachments.reason !== null) onExplain({ words: attachments.reason, offers: [] });
    else {
      onExplain(null);
      setPreviewed({ command, html, uploadIds: uploadIdsOf(draft) });
    }
  };
  /** The command of a key that was pressed before the agent had the ticket; chosen as soon as they have it. */
  const [wanted, setWanted] = useState<ProcessCommand | null>(null);
  const turnTo = (command: ProcessCommand): void => {
    if (isBusy) {
      onExplain({ words: t(online ? 'editor.reason.busy' : 'editor.queued'), offers: [] });
      return;
    }
    const obstacle = choices.find((choice) => choice.command === command)?.obstacle ?? null;
    if (obstacle !== null) {
      setWanted(obstacle === 'keep_first' ? command : null);
      // They are about to have it: what is typed until then is meant for the text, too.
      const isKeeping = cache.isMutating({ mutationKey: mutationKeys.keep(serviceId, number) }) > 0;
      if (obstacle === 'keep_first' && isKeeping && online) aim.awaitEditor(number);
      else onExplain(explanationOf(obstacle));
      return;
    }
    setWanted(null);
    onExplain(null);
    choose(command);
    focusWriting();
  };
  // What covers the screen must be gone before the field lets go of its keyboard.
  const wasLarge = useRef(isLarge);
  useEffect(() => {
    if (wasLarge.current && !isLarge && dock.current?.contains(document.activeElement) === true) focusTicket();
    wasLarge.current = isLarge;
  }, [isLarge]);
  const isWantedPossible =
    wanted !== null && choices.some(({ command, obstacle }) => command === wanted && obstacle === null);
  useEffect(() => {
    if (isWantedPossible && wanted !== null) turnTo(wanted);
  });
  // A text that was changed, sent, taken back or discarded elsewhere (in another window, or when this ticket was open
  // before) changes here too, unless it was changed here since.
  const storedHtml = draft.stored?.html ?? '';
  const storedBefore = useRef(storedHtml);
  /** The editor's own markup of a text that it was given. */
  const given = useRef<string | null>(null);
  const isGiven = useRef(false);
  useEffect(() => {
    const before = storedBefore.current;
    if (before === storedHtml || writing.current === null) return;
    storedBefore.current = storedHtml;
    if (html !== before && html !== given.current) return;
    isGiven.current = true;
    writing.current.setHtml(storedHtml);
    isGiven.current = false;
    if (before === '' && draft.stored !== null) setWish(draft.stored.command);
  }, [storedHtml, html, isReady, draft.stored]);
  const replyBy = chosen.command === 'comment' ? 'resolve' : chosen.command;
  const turningTo = (command: ProcessCommand) => (): void => {
    turnTo(command);
  };
  const whyNot = (command: ProcessCommand): string | null => {
    const obstacle = choices.find((choice) => choice.command === command)?.obstacle ?? null;
    return obstacle === null ? null : reasonOf(obstacle);
  };
  useTicketAction('reply', number, turningTo(replyBy), whyNot(replyBy));
  useTicketAction('comment', number, turningTo('comment'), whyNot('comment'));
  useTicketAction('resolve', number, turningTo('resolve'), whyNot('resolve'));
  useTicketAction('pend', number, turningTo('pend'), whyNot('pend'));

  // A text that only the server had opens the editor, also of a ticket that can't be answered any more.
  const hasContent = !isEmpty || draft.files.length > 0 || storedHtml !== '';
  if (choices.every(({ obstacle }) => obstacle !== null) && !hasContent)
    return <p className={styles.closed}>{t('editor.reason.nothing')}</p>;
  const state = isBusy
    ? online
      ? ''
      : t('editor.queued')
    : draft.state === 'typing'
      ? t('editor.draftTyping')
      : draft.state === 'failed'
        ? t('editor.draftFailed')
        : draft.state === 'here'
          ? t(online ? 'editor.draftHere' : 'editor.draftOffline')
          : draft.state === 'kept' && draft.savedAt !== null
            ? t('editor.draftKept', { time: timeInSentence(draft.savedAt, now, timeStyle) })
            : '';
  return (
    <section
      ref={dock}
      className={styles.dock}
      data-large={isLarge || undefined}
      data-command={chosen.command}
      data-filled={hasContent || undefined}
      {...drop.handlers}
      aria-label={t('editor.label')}
      // Loaded by the time that it is asked for, so that it opens without a connection too, and says so.
      onFocus={({ target }) => {
        loadPreview().catch(() => undefined);
        if (isPhone && !isLarge && target.isContentEditable) overlay.show(EDITOR);
      }}
      onKeyDown={(event) => {
        if (isLarge && isLeaving(event)) overlay.close();
      }}
    >
      {isLarge && (
        <header className={styles.top}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('editor.close')}
            onClick={() => {
              overlay.close();
            }}
          >
            <IconX size={18} />
          </ActionIcon>
          <h2 className={styles.about} dir="auto">
            {ticketLabel(number)} {ticket.title}
          </h2>
        </header>
      )}
      {draft.unseen !== null && !isBusy && (
        <WarningBar
          ref={warning}
          ticket={ticket}
          since={draft.unseen.since}
          onShow={() => {
            if (isLarge) overlay.close();
            history.current?.showSince(draft.unseen?.since ?? '');
            draft.markSeen(newestAt);
          }}
        />
      )}
      {draft.stored !== null && !isBusy && <TroubleBar draft={draft.stored} />}
      {otherDraft !== null && !isBusy && (
        <OtherDraftBar other={otherDraft} onTake={draft.takeOther} onKeep={draft.keepMine} />
      )}
      <Suspense
        fallback={
          <div className={styles.waiting}>
            <Skeleton height={12} width="40%" animate={false} />
          </div>
        }
      >
        <WritingArea
          ticket={ticket}
          initialHtml={initialHtml}
          placeholder={t(
            isForTeam && chosen.command !== 'comment'
              ? `editor.toTeam.placeholder.${chosen.command}`
              : `editor.placeholder.${chosen.command}`,
          )}
          isReadOnly={isBusy}
          handle={receiveHandle}
          takeTyped={aim.editorIsHere}
          onProcess={process}
          onPreview={preview}
          onFiles={attachments.add}
          onChange={(next, empty) => {
            setHtml(empty ? '' : next);
            setEmpty(empty);
            if (isGiven.current) {
              given.current = empty ? '' : next;
              return;
            }
            tellTyping(empty);
            // The text is meant for the command that the button shows when writing begins.
            if (isEmpty && !empty) setWish(chosen.command);
            draft.write(next, empty, chosen.command);
          }}
        />
      </Suspense>
      {(draft.files.length > 0 || attachments.refused.length > 0) && (
        <Suspense>
          <AttachedFiles attachments={attachments} isReadOnly={isBusy} />
        </Suspense>
      )}
      {drop.isOver && <DropHint />}
      <footer className={styles.footer}>
        <div className={styles.kept}>
          <span className={styles.state} data-bad={draft.state === 'failed' || undefined}>
            {state}
          </span>
          {!isBusy && (
            <EarlierTexts
              serviceId={serviceId}
              number={number}
              html={html}
              onHtml={(next) => {
                writing.current?.setHtml(next);
              }}
            />
          )}
          {hasContent && !isBusy && (
            <DiscardButton
              draft={draft}
              html={html}
              attachments={attachments}
              onHtml={(next) => {
                writing.current?.setHtml(next);
              }}
            />
          )}
        </div>
        <AttachButton onFiles={attachments.add} isDisabled={isBusy} />
        {!isForTeam && (
          <Button
            className={styles.preview}
            variant="default"
            aria-haspopup="dialog"
            title={`${t('preview.open')} (${modifierKey()}+Shift+Enter)`}
            disabled={isBusy}
            onClick={preview}
          >
            {t('preview.open')}
          </Button>
        )}
        <ProcessButton
          choices={choices}
          chosen={chosen}
          to={ticket.customer.email ?? ''}
          isForTeam={isForTeam}
          blockedReason={blockedReason}
          isBusy={isBusy}
          reasonOf={reasonOf}
          onProcess={process}
          onChoose={(command) => {
            // First the menu gives the focus back to its button.
            setTimeout(() => {
              turnTo(command);
            }, 0);
          }}
        />
      </footer>
      {previewed !== null && (
        <Suspense>
          <PreviewDialog
            ticket={ticket}
            answer={previewed}
            onRestricted={(words) => {
              writing.current?.markRestricted(words);
            }}
            onClose={() => {
              setPreviewed(null);
              // First the dialog lets go of the focus.
              setTimeout(() => {
                writing.current?.resume();
              }, 0);
            }}
          />
        </Suspense>
      )}
    </section>
  );
};
