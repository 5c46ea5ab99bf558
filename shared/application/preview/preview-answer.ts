import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { AnswerMail } from '../../domain/mail/answer-mail.ts';
import type { RestrictedMatch } from '../../domain/restricted/restricted-words.ts';
import { answerTicket as decideAnswer } from '../../domain/ticket/answer-ticket.ts';
import type { Agent } from '../../domain/desk/agent.ts';
import type { MessageBody } from '../../domain/ticket/decision.ts';
import { type ComposeDeps, composeEntry } from '../mail/compose-answer.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { MailComposer } from '../ports/mails.ts';
import type { UploadBucket, UploadStore } from '../ports/writing.ts';
import { answerBody, type RestrictedDeps, restrictedIn, type SignatureDeps } from '../tickets/answer-ticket.ts';
import { withFiles } from '../tickets/entry-body.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';
import { type CommandRefusal, decisionContext } from '../tickets/change-ticket.ts';

export type PreviewAnswerDeps = ComposeDeps &
  RestrictedDeps &
  SignatureDeps & {
    readonly composer: MailComposer;
    readonly clock: ClockAndIds;
    readonly files: { readonly uploads: Pick<UploadStore, 'findMany'>; readonly bucket: Pick<UploadBucket, 'sizeOf'> };
  };
export type PreviewAnswerInput = {
  readonly serviceId: string;
  readonly number: number;
  readonly agent: Agent;
  readonly correlationId: string;
  readonly command: 'resolve' | 'pend';
  readonly html: string;
  readonly uploadIds?: readonly string[];
};
export type AnswerPreview = {
  readonly answer: AnswerMail;
  readonly raw: Uint8Array;
  readonly restricted: readonly RestrictedMatch[];
};

/**
 * The mail that an answer would send, made by the same code that decides and sends answers; only the ids of entry and
 * mail differ. Writes nothing; files are read from their uploads.
 */
export const previewAnswer =
  (deps: PreviewAnswerDeps) =>
  async ({
    serviceId,
    number,
    agent,
    correlationId,
    command,
    html,
    uploadIds = [],
  }: PreviewAnswerInput): Promise<Result<AnswerPreview, CommandRefusal | TooLarge>> => {
    const body = await answerBody(deps)({ serviceId, agent }, html);
    if (!body.ok) return body;
    const { signed } = body.value;
    const [ticket, service] = await Promise.all([
      deps.tickets.find(serviceId, number),
      deps.directory.findService(serviceId),
    ]);
    if (service === undefined) throw new Error(`The service ${serviceId} has members, but no row`);
    if (ticket === undefined) return err({ code: 'ticket_not_found', number });
    const context = decisionContext(deps.clock, correlationId);
    const decide = (whole: MessageBody) => decideAnswer(command, ticket, { agent, service, body: whole }, context);
    const bare = decide(signed);
    if (!bare.ok) return bare;

    const uploadOf = new Map<string, string>();
    const bucket = {
      sizeOf: deps.files.bucket.sizeOf,
      copy: async (from: string, to: string) => {
        uploadOf.set(to, from);
      },
    };
    const whole = await withFiles({ files: { uploads: deps.files.uploads, bucket }, clock: deps.clock }, signed, {
      serviceId,
      number,
      agentId: agent.agentId,
      uploadIds,
      mailed: true,
    });
    if (!whole.ok) return whole;
    const decided = decide(whole.value);
    if (!decided.ok) return decided;
    const { mail, entry } = decided.value;
    if (entry === undefined) throw new Error('An answer is an entry');

    const attachments = { read: (key: string) => deps.attachments.read(uploadOf.get(key) ?? key) };
    const answer = await composeEntry({ ...deps, attachments })(mail, { ticket: decided.value.ticket, entry });
    return ok({
      answer,
      raw: await deps.composer.compose(answer),
      restricted: await restrictedIn(deps)(decided.value),
    });
  };
