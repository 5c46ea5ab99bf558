import { ok, type Result } from '../../domain/kernel/result.ts';
import type { FileRefusal } from '../../domain/ticket/attachment-rules.ts';
import type { Decision, Moment, Said } from '../../domain/ticket/decision.ts';
import type { TicketRefusal } from '../../domain/ticket/errors.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { CommandInput, Decide } from './change-ticket.ts';
import { claimUploads, type ClaimUploadsDeps, type ClaimUploadsInput } from './claim-uploads.ts';

/** Only texts that carry files need `files`. */
export type FileDeps = { readonly files?: ClaimUploadsDeps };
type Deps = FileDeps & { readonly clock: ClockAndIds };
type Rule = (
  ticket: Ticket,
  said: Said,
  moment: Moment,
) => Result<Decision, TicketRefusal> | Promise<Result<Decision, TicketRefusal>>;

/** What was said, with the files of the uploads that it names. */
export const withFiles = async (
  { files, clock }: Deps,
  said: Said,
  named: Omit<ClaimUploadsInput, 'now'>,
): Promise<Result<Said, FileRefusal>> => {
  if (named.uploadIds.length === 0) return ok(said);
  if (files === undefined) throw new Error('What carries files needs the uploads');
  const attachments = await claimUploads(files)({ ...named, now: clock.now() });
  return attachments.ok ? ok({ ...said, attachments: attachments.value }) : attachments;
};

/**
 * A rule about a text, with the files that the command names. It is asked without them first: what it refuses copies
 * nothing. Files are claimed once, however often it is decided.
 */
export const carryFiles = (deps: Deps, input: CommandInput, said: Said, mailed: boolean, rule: Rule): Decide => {
  const {
    serviceId,
    number,
    agent: { agentId },
    uploadIds = [],
  } = input;
  if (uploadIds.length === 0) return (ticket, moment) => rule(ticket, said, moment);
  let carried: ReturnType<typeof withFiles> | undefined;
  return async (ticket, moment) => {
    const bare = await rule(ticket, said, moment);
    if (!bare.ok) return bare;
    carried ??= withFiles(deps, said, { serviceId, number, agentId, uploadIds, mailed });
    const whole = await carried;
    return whole.ok ? rule(ticket, whole.value, moment) : whole;
  };
};
