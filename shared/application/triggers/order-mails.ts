import type { Agent } from '../../domain/desk/agent.ts';
import type { OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import { senderOf } from '../../domain/ticket/answer-ticket.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import { factOn, type Fact } from '../../domain/ticket/facts.ts';
import type { MailCounts } from '../../domain/trigger/mail-rules.ts';
import { tellWords } from '../../domain/trigger/told-outward.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import {
  type AskedMails,
  decideMails,
  type DecidedMail,
  type DecideMailsDeps,
  type FilledMail,
} from './decide-mails.ts';
import type { OutwardContext, ToldAction } from './outward-order.ts';

export type OrderMailsDeps = DecideMailsDeps & {
  readonly directory: Pick<DeskDirectory, 'findAgent'>;
  readonly clock: Pick<ClockAndIds, 'newId'>;
};

type Input = AskedMails & { readonly context: OutwardContext };
type OrderedMails = {
  readonly entries: readonly Entry[];
  readonly mails: readonly OutgoingMail[];
  readonly facts: readonly Fact[];
  readonly counts?: MailCounts;
  readonly told: readonly ToldAction[];
};

/** The entry, the mail and the fact of one mail. */
const writeMail = (
  { clock }: Pick<OrderMailsDeps, 'clock'>,
  { ticket, snapshot: { service }, context }: Input,
  { mail: { to: kind }, trigger: { triggerId, name } }: DecidedMail,
  { subject, body }: FilledMail,
  { addresses, agent }: { readonly addresses: readonly [string, ...string[]]; readonly agent: Agent | undefined },
): { readonly entry: Entry; readonly mail: OutgoingMail; readonly fact: Fact } => {
  const { serviceId, number } = ticket;
  const { at, correlationId } = context;
  const [to, ...also] = addresses;
  const toName = kind === 'customer' ? ticket.customer.name : kind === 'assignee' ? agent?.name : undefined;
  const ids = { entryId: clock.newId('ent'), mailId: clock.newId('mail') };
  const trigger = { triggerId, name };
  return {
    entry: {
      id: ids.entryId,
      kind: 'trigger_mail',
      author: { kind: 'system' },
      at,
      ...body,
      attachments: [],
      mailId: ids.mailId,
      automatedBy: [trigger],
      mailedTo: { kind, addresses, subject },
    },
    mail: {
      id: ids.mailId,
      serviceId,
      number,
      entryId: ids.entryId,
      kind: 'automatic',
      audience: kind,
      to,
      ...(toName === undefined ? {} : { toName }),
      ...(also.length === 0 ? {} : { also }),
      from: senderOf(ticket, service),
      fromName: service.senderName,
      subject,
      language: kind === 'customer' ? ticket.language : service.language,
      status: 'queued',
      createdAt: at,
      attempts: 0,
    },
    fact: factOn(ticket, {
      id: clock.newId('evt'),
      type: 'mail_ordered',
      at,
      actor: { kind: 'system' },
      changes: {},
      ...ids,
      trigger,
      correlationId,
    }),
  };
};

/**
 * The mails that triggers ordered: each is an entry of its own, with a mail in the queue's way and the fact that brings
 * it there. Who is left out of one, and why, is told.
 */
export const orderMails =
  (deps: OrderMailsDeps) =>
  async (input: Input): Promise<OrderedMails> => {
    if (input.mails.length === 0) return { entries: [], mails: [], facts: [], told: [] };
    const { mails, agent, counts } = await decideMails(deps)(input);
    const written = mails.flatMap((decided) => {
      const [to, ...also] = decided.addresses;
      return to === undefined || decided.filled === undefined
        ? []
        : [writeMail(deps, input, decided, decided.filled, { addresses: [to, ...also], agent })];
    });
    return {
      entries: written.map(({ entry }) => entry),
      mails: written.map(({ mail }) => mail),
      facts: written.map(({ fact }) => fact),
      told: mails.map(({ trigger, action, words }) => ({
        triggerId: trigger.triggerId,
        action,
        word: tellWords(words),
      })),
      ...(counts === undefined ? {} : { counts }),
    };
  };
