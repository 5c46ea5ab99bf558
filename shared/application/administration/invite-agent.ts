import type { Agent } from '../../domain/desk/agent.ts';
import type { DeskRefusal } from '../../domain/desk/desk-refusal.ts';
import {
  beginInvitation,
  endInvitation,
  type Invitation,
  type NotInvitable,
  type NotSentReason,
  stateOf,
} from '../../domain/desk/invitation.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { invitationMail, invitationSender } from '../../domain/mail/invitation-mail.ts';
import type { Language } from '../../domain/ticket/ticket.ts';
import type { AgentAccounts, DeskDirectory, InvitationRepository } from '../ports/desk.ts';
import type { MailPost } from '../ports/mails.ts';
import type { ClockAndIds, Log } from '../ports/platform.ts';
import { type Acting, deskFactOfChange } from './desk-fact.ts';

export type InviteDeps = {
  readonly directory: Pick<DeskDirectory, 'findService' | 'findAgent'>;
  readonly accounts: Pick<AgentAccounts, 'find' | 'renewPassword'>;
  readonly invitations: Pick<InvitationRepository, 'find' | 'save'>;
  readonly post: MailPost;
  readonly clock: ClockAndIds;
  readonly log: Log;
  /** The console's address, where agents sign in. */
  readonly consoleUrl: string;
  /** The stage's own mail domain, from which invitations leave. */
  readonly mailDomain: string;
};

type Asked = {
  readonly by: Acting;
  /** The administrator who invites gets the answers; without one they come to the service. */
  readonly replyTo?: string;
  /** Default: that of the last invitation, else the service's. */
  readonly language?: Language;
};
type Invited = Pick<Agent, 'serviceId' | 'agentId' | 'name' | 'email'>;

/** Mails a new temporary password. Gives why it was not mailed; undefined when SES took it. */
const mailPassword = async (
  deps: InviteDeps,
  agent: Invited,
  text: Omit<Parameters<typeof invitationMail>[0], 'password' | 'agent'>,
): Promise<NotSentReason | undefined> => {
  const { accounts, post, log } = deps;
  const ids = { serviceId: agent.serviceId, agentId: agent.agentId };
  const notSent = (reason: NotSentReason, told: string): NotSentReason => {
    log.error('invitation_not_sent', { ...ids, reason, told });
    return reason;
  };
  try {
    const password = await accounts.renewPassword(agent.agentId);
    const raw = await post.compose(invitationMail({ ...text, agent, password }));
    const answer = await post.send({ raw, from: text.from, to: [agent.email], tags: {} });
    if (answer.kind === 'accepted') {
      log.info('invitation_sent', { ...ids, sesMessageId: answer.sesMessageId });
      return undefined;
    }
    return notSent(answer.kind === 'held' ? answer.by : answer.kind, answer.reason);
  } catch (cause) {
    // The agent is there, whatever fails here: whoever asked is told that the invitation is to be repeated.
    return notSent('unanswered', cause instanceof Error ? cause.name : 'unknown');
  }
};

const refused = ({ agentId }: Invited, because: NotInvitable) =>
  err({ code: 'not_invitable', agentId, because } as const);

/**
 * Invites an agent whose account nobody has used yet. What became of the mail is part of the answer: an invitation that
 * was not mailed can be repeated at once. Refused while another one is on its way.
 */
export const sendInvitation =
  (deps: InviteDeps) =>
  async (
    agent: Invited,
    before: Invitation | undefined,
    { by, replyTo, language }: Asked,
  ): Promise<Result<Invitation, DeskRefusal>> => {
    const { directory, invitations, clock, mailDomain, consoleUrl } = deps;
    const now = clock.now();
    if (before && stateOf(before, now).state === 'sending') return refused(agent, 'sending');
    const service = await directory.findService(agent.serviceId);
    if (!service) throw new Error(`The service ${agent.serviceId} is gone`);
    const chosen = language ?? before?.language ?? service.language;
    const begun = beginInvitation({ ...agent, language: chosen }, before, now);
    const fact = deskFactOfChange(
      clock,
      by,
      { kind: 'agent', id: agent.agentId },
      { name: agent.name, invitation: before?.invitedAt },
      { name: agent.name, invitation: begun.invitedAt },
    );
    if (!(await invitations.save(begun, before, fact))) return refused(agent, 'sending');
    const notSent = await mailPassword(deps, agent, {
      language: chosen,
      service,
      validUntil: begun.validUntil,
      consoleUrl,
      from: invitationSender(mailDomain),
      replyTo: replyTo ?? service.addresses[0] ?? invitationSender(mailDomain),
    });
    const ended = endInvitation(begun, notSent);
    await invitations.save(ended, begun);
    return ok(ended);
  };

/** Repeats the invitation of an agent who has never signed in: a new password, and a mail with it. */
export const inviteAgent =
  (deps: InviteDeps) =>
  async ({ agentId, ...asked }: Asked & { readonly agentId: string }): Promise<Result<Invitation, DeskRefusal>> => {
    const agent = await deps.directory.findAgent(asked.by.serviceId, agentId);
    if (!agent) return err({ code: 'agent_not_found', agentId });
    if (!agent.active) return refused(agent, 'left');
    const [account, before] = await Promise.all([deps.accounts.find(agentId), deps.invitations.find(agentId)]);
    if (!account) return refused(agent, 'no_account');
    if (account.state === 'in_use') return refused(agent, 'accepted');
    if (account.state === 'disabled') return refused(agent, 'switched_off');
    return sendInvitation(deps)(agent, before, asked);
  };

/**
 * Invites an agent unless they were invited and can still accept that: it may have come from another service. Gives the
 * invitation that holds.
 */
export const inviteOnce =
  (deps: InviteDeps) =>
  async (agent: Invited, asked: Asked): Promise<Invitation | undefined> => {
    const before = await deps.invitations.find(agent.agentId);
    if (before && ['sending', 'sent'].includes(stateOf(before, deps.clock.now()).state)) return before;
    const sent = await sendInvitation(deps)(agent, before, asked);
    // Somebody else invited them in between.
    return sent.ok ? sent.value : deps.invitations.find(agent.agentId);
  };
