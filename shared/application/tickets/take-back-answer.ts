import { unsignedText } from '../../domain/desk/preferences.ts';
import { draftFileOf } from '../../domain/draft/draft.ts';
import { restoredDraft } from '../../domain/draft/restored-draft.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { isWaiting } from '../../domain/mail/outgoing-mail.ts';
import { newestEntryId } from '../../domain/ticket/snippet.ts';
import { takeBackAnswer as decideTakeBack } from '../../domain/ticket/take-back-answer.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { PreferencesRepository } from '../ports/desk.ts';
import type { MailRepository } from '../ports/mails.ts';
import type { DraftRepository } from '../ports/writing.ts';
import { changeTicket, type CommandDeps, type CommandInput, type CommandRefusal } from './change-ticket.ts';
import { uploadOf } from './entry-body.ts';

export type TakeBackAnswerDeps = CommandDeps & {
  readonly mails: Pick<MailRepository, 'list'>;
  readonly drafts: Pick<DraftRepository, 'find'>;
  readonly preferences: Pick<PreferencesRepository, 'find'>;
};
export type TakeBackAnswerInput = CommandInput & { /** The answer. */ readonly entryId: string };

/**
 * Takes back an answer of the agent whose mail has not left: the ticket is as it was, and the text with its files, but
 * without the agent's signature, is their draft again. Who takes back what they took back before is answered with the
 * ticket as it is. Sending and taking back are each one write that holds for a mail that still waits, so one of them
 * wins.
 */
export const takeBackAnswer = (deps: TakeBackAnswerDeps) => {
  const change = changeTicket(deps);
  return (input: TakeBackAnswerInput): Promise<Result<Ticket, CommandRefusal>> => {
    const {
      serviceId,
      number,
      entryId,
      agent: { agentId },
    } = input;
    return change(input, async (ticket, context) => {
      const [mails, entry, draft, chosen] = await Promise.all([
        deps.mails.list(serviceId, number),
        deps.tickets.findEntry(serviceId, number, entryId),
        deps.drafts.find(serviceId, number, agentId),
        deps.preferences.find(agentId),
      ]);
      const mail = mails.find((each) => each.entryId === entryId);
      if (mail?.status === 'taken_back')
        return mail.undo?.by === agentId ? undefined : err({ code: 'answer_not_yours', entryId });
      if (mail === undefined || entry === undefined) return err({ code: 'answer_not_found', entryId });
      const before = mail.undo?.before;
      const previousId = before && newestEntryId(before);
      const previous =
        previousId === undefined ? undefined : await deps.tickets.findEntry(serviceId, number, previousId);
      const decided = decideTakeBack(
        ticket,
        { agentId, entry, mail, waiting: mails.filter(isWaiting), ...(previous === undefined ? {} : { previous }) },
        context,
      );
      if (!decided.ok) return decided;
      const uploads = entry.attachments.map((file) => uploadOf(file, { serviceId, agentId }));
      const begunAfter = before?.lastEntry?.id;
      const restored = restoredDraft(
        draft,
        {
          serviceId,
          number,
          agentId,
          entry: unsignedText(entry, chosen?.signatures[serviceId]),
          files: uploads.map(draftFileOf),
          ...(begunAfter === undefined ? {} : { begunAfter }),
        },
        context.at,
      );
      return ok({ ...decided.value, draft: restored, restoredUploads: uploads });
    });
  };
};
