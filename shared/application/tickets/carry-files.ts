import { ok, type Result } from '../../domain/kernel/result.ts';
import type { FileRefusal } from '../../domain/ticket/attachment-rules.ts';
import type { Decision, DecisionContext, MessageBody } from '../../domain/ticket/decision.ts';
import type { TicketRefusal } from '../../domain/ticket/errors.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { CommandInput, Decide } from './change-ticket.ts';
import { claimUploads, type ClaimUploadsDeps, type ClaimUploadsInput } from './claim-uploads.ts';

/** Only a command whose text has files needs `files`. */
export type FileDeps = { readonly files?: ClaimUploadsDeps };
type Deps = FileDeps & { readonly clock: ClockAndIds };
type Rule = (
  ticket: Ticket,
  body: MessageBody,
  context: DecisionContext,
) => Result<Decision, TicketRefusal> | Promise<Result<Decision, TicketRefusal>>;

/** A text with the files of the uploads that it names. */
export const withFiles = async (
  { files, clock }: Deps,
  body: MessageBody,
  named: Omit<ClaimUploadsInput, 'now'>,
): Promise<Result<MessageBody, FileRefusal>> => {
  if (named.uploadIds.length === 0) return ok(body);
  if (files === undefined) throw new Error('What carries files needs the uploads');
  const attachments = await claimUploads(files)({ ...named, now: clock.now() });
  return attachments.ok ? ok({ ...body, attachments: attachments.value }) : attachments;
};

/**
 * Gives a rule the text with its files. The rule is asked without the files first, so that nothing is copied for a
 * command that it refuses. Files are copied once, however often the command is decided.
 */
export const carryFiles = (deps: Deps, input: CommandInput, body: MessageBody, mailed: boolean, rule: Rule): Decide => {
  const {
    serviceId,
    number,
    agent: { agentId },
    uploadIds = [],
  } = input;
  if (uploadIds.length === 0) return (ticket, context) => rule(ticket, body, context);
  let carried: ReturnType<typeof withFiles> | undefined;
  return async (ticket, context) => {
    const bare = await rule(ticket, body, context);
    if (!bare.ok) return bare;
    carried ??= withFiles(deps, body, { serviceId, number, agentId, uploadIds, mailed });
    const whole = await carried;
    return whole.ok ? rule(ticket, whole.value, context) : whole;
  };
};
