import { Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  INTERNAL_REASON_RULES,
  INTERNAL_REASONS,
  type InternalReason,
} from '../../../shared/domain/ticket/internal-reason.ts';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { ProblemError } from '../desk/api/problem-error.ts';
import { ticketQuery, type TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import { isTextTooLong } from '../desk/is-text-too-long.ts';
import { typedNumber } from '../desk/typed-number.ts';
import { StatusBadge } from '../ui/badges.tsx';
import { htmlOfText } from '../ui/html-of-text.ts';
import type { CommandDialog } from './command-dialog.ts';
import { CommandFrame } from './command-frame.tsx';
import styles from './command-dialogs.module.css';

/** Milliseconds after the last key until a number is looked up. */
const LOOK_UP_AFTER = 200;

/** The ticket that another one repeats, looked up by what was typed: `found`, or in words why it can't be that. */
const useOriginal = (
  typed: string,
  ticket: TicketView,
): { readonly found: TicketView | null; readonly wrong: string | null } => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const errorWords = useErrorWords();
  const [settled] = useDebouncedValue(typed.trim(), LOOK_UP_AFTER);
  const number = typedNumber(settled);
  const isItself = number === ticket.number;
  const looked = useQuery({
    ...ticketQuery(call, ticket.serviceId, number ?? 0),
    enabled: number !== null && !isItself,
  });
  if (settled === '' || settled !== typed.trim()) return { found: null, wrong: null };
  if (number === null) return { found: null, wrong: t('internal.noNumber') };
  if (isItself) return { found: null, wrong: t('internal.itself') };
  if (looked.isError)
    return {
      found: null,
      wrong:
        looked.error instanceof ProblemError && looked.error.code === 'ticket_not_found'
          ? t('internal.noSuch', { label: ticketLabel(number) })
          : errorWords(looked.error),
    };
  return { found: looked.data ?? null, wrong: null };
};

/** Asks why a ticket is resolved without an answer; a duplicate may name the ticket that it repeats. */
export const ResolveInternallyDialog = ({
  ticket,
  typed,
  onType,
  state,
  onGive,
  onClose,
}: CommandDialog): ReactNode => {
  const { t } = useTranslation();
  const label = ticketLabel(ticket.number);
  const [isAsked, setAsked] = useState(false);
  const { reason, internalNote: note, duplicateOf } = typed;
  const original = useOriginal(reason === 'duplicate' ? duplicateOf : '', ticket);
  const isRefused = (each: InternalReason): boolean =>
    INTERNAL_REASON_RULES[each].refusedForTransferred && ticket.origin !== null;
  const html = htmlOfText(note);
  const isTooLong = isTextTooLong(html);
  const isTextMissing = reason !== null && INTERNAL_REASON_RULES[reason].needsText && note.trim() === '';
  const isOriginalMissing = reason === 'duplicate' && duplicateOf.trim() !== '' && original.found === null;
  const isReady = reason !== null && !isRefused(reason) && !isTextMissing && !isTooLong && !isOriginalMissing;
  const isIdle = !isReady || state.blocked !== null || state.isPending;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (isIdle) return;
    onGive({
      command: 'resolve_internally',
      body: {
        reason,
        ...(reason === 'duplicate' && original.found !== null ? { duplicateOf: original.found.number } : {}),
        ...(note.trim() === '' ? {} : { html }),
      },
    });
  };
  return (
    <CommandFrame
      ticket={ticket}
      state={state}
      title={t('internal.title', { label })}
      consequence={
        isAsked && reason === null
          ? t('internal.choose')
          : t(ticket.assigneeId === null ? 'internal.consequenceYours' : 'internal.consequence', { label })
      }
      submitLabel={t('more.resolve_internally')}
      yOffset="8dvh"
      isIdle={isIdle}
      onSubmit={submit}
      onClose={onClose}
    >
      <fieldset className={styles.reasons}>
        <legend className={styles.legend}>{t('internal.reason')}</legend>
        {INTERNAL_REASONS.map((each, at) => (
          <label key={each} className={styles.reason}>
            <input
              type="radio"
              name="reason"
              value={each}
              checked={reason === each}
              disabled={isRefused(each)}
              data-autofocus={(reason === null ? at === 0 : reason === each) || undefined}
              onChange={() => {
                onType({ reason: each });
              }}
            />
            <span className={styles.name}>{t(`reason.${each}`)}</span>
            <span className={styles.hint}>{t(isRefused(each) ? 'internal.refused' : `reason.${each}.hint`)}</span>
          </label>
        ))}
      </fieldset>
      {reason === 'duplicate' && (
        <div>
          <TextInput
            label={t('internal.original')}
            placeholder="#1024"
            inputMode="numeric"
            autoComplete="off"
            value={duplicateOf}
            error={original.wrong}
            onChange={(event) => {
              onType({ duplicateOf: event.currentTarget.value });
            }}
          />
          <p className={styles.found} role="status">
            {original.found !== null && (
              <>
                <StatusBadge status={original.found.status} />
                <span className={styles.foundTitle} dir="auto" title={original.found.title}>
                  {ticketLabel(original.found.number)} {original.found.title}
                </span>
              </>
            )}
          </p>
        </div>
      )}
      <Textarea
        label={t('internal.note')}
        required={reason !== null && INTERNAL_REASON_RULES[reason].needsText}
        autosize
        minRows={2}
        maxRows={8}
        dir="auto"
        value={note}
        error={isTooLong ? t('editor.reason.tooLong') : isAsked && isTextMissing ? t('internal.sayWhy') : null}
        onChange={(event) => {
          onType({ internalNote: event.currentTarget.value });
        }}
      />
    </CommandFrame>
  );
};
