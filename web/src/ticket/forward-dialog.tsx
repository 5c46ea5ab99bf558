import { Textarea } from '@mantine/core';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TICKET_LIFECYCLE } from '../../../shared/domain/ticket/lifecycle.ts';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { isTextTooLong } from '../desk/is-text-too-long.ts';
import { aim } from '../desk/keyboard/aim.ts';
import { recipientBody, type RecipientChoice } from '../desk/recipient/recipient-choices.ts';
import { RecipientPicker } from '../desk/recipient/recipient-picker.tsx';
import { htmlOfText } from '../ui/html-of-text.ts';
import type { CommandDialog } from './command-dialog.ts';
import { CommandFrame } from './command-frame.tsx';

/** Asks who gets the ticket, with a note for them, and says what becomes of it. */
export const ForwardDialog = ({ ticket, typed, onType, state, onGive, onClose }: CommandDialog): ReactNode => {
  const { t } = useTranslation();
  const label = ticketLabel(ticket.number);
  const [choice, setChoice] = useState<RecipientChoice | null>(null);
  const [isAsked, setAsked] = useState(false);
  const note = useRef<HTMLTextAreaElement>(null);
  const html = htmlOfText(typed.forwardNote);
  const isTooLong = isTextTooLong(html);
  const { forward } = TICKET_LIFECYCLE;
  const isIdle = choice === null || state.blocked !== null || state.isPending;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (choice === null || isTooLong || isIdle) return;
    onGive({
      command: 'forward',
      body: {
        ...recipientBody(choice.recipient),
        ...(typed.forwardNote.trim() === '' ? {} : { html }),
      },
    });
  };
  const consequence =
    choice === null
      ? ''
      : choice.recipient.agentId === null
        ? t('forward.toGroup', { label, name: choice.name, status: t(`status.${forward.otherwise.to}`) })
        : t('forward.toAgent', { label, name: choice.name, status: t(`status.${forward.to}`) });
  return (
    <CommandFrame
      ticket={ticket}
      state={state}
      title={t('forward.title', { label })}
      consequence={consequence}
      submitLabel={t('forward.submit')}
      yOffset="12dvh"
      isIdle={isIdle}
      onSubmit={submit}
      onClose={onClose}
    >
      <RecipientPicker
        label={t('forward.to')}
        held={ticket}
        value={choice}
        onChange={setChoice}
        onChosen={() => note.current?.focus()}
        error={isAsked && choice === null ? t('create.missing') : null}
        takeTyped={aim.recipientIsHere}
      />
      <Textarea
        ref={note}
        label={t('forward.note')}
        description={t('forward.noteHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={2}
        maxRows={8}
        dir="auto"
        value={typed.forwardNote}
        error={isTooLong ? t('editor.reason.tooLong') : null}
        onChange={(event) => {
          onType({ forwardNote: event.currentTarget.value });
        }}
      />
    </CommandFrame>
  );
};
