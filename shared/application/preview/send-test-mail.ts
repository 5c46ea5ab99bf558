import type { Agent } from '../../domain/desk/agent.ts';
import type { NotSentReason } from '../../domain/desk/invitation.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { TEST_MAILS_LIMIT, testMail } from '../../domain/mail/test-mail.ts';
import { senderOf } from '../../domain/ticket/answer-ticket.ts';
import type { SenderRefusal } from '../administration/mail-addresses.ts';
import type { MailPost, SenderIdentities, TestMailCounts } from '../ports/mails.ts';
import type { Log } from '../ports/platform.ts';
import {
  layOutTemplate,
  type PreviewedMail,
  previewMailLayout,
  type PreviewRefusal,
  type PreviewTextsDeps,
  type UnsavedLayout,
  type UnsavedTemplate,
} from './preview-texts.ts';

export type TestMailDeps = PreviewTextsDeps & {
  readonly post: MailPost;
  readonly senders: Pick<SenderIdentities, 'states'>;
  readonly testMails: TestMailCounts;
  readonly log: Log;
};

export type TestMailRefusal =
  | SenderRefusal
  | { readonly code: 'test_mail_limit'; readonly limit: number; readonly seconds: number }
  /** `told`: the message of SES. */
  | { readonly code: 'test_mail_not_sent'; readonly because: NotSentReason; readonly told: string };

/** A test mail that SES took. */
export type SentTestMail = PreviewedMail & { readonly address: string };

/** Sends what was laid out to the agent's own address, from the address that an answer would leave from. */
const send = async (
  { post, senders, testMails, clock, log }: TestMailDeps,
  agent: Agent,
  mail: PreviewedMail,
): Promise<Result<SentTestMail, TestMailRefusal>> => {
  const { ticket, service } = mail;
  if (service.addresses.length === 0) return err({ code: 'sender_not_verified', addresses: [] });
  const from = senderOf(ticket, service);
  if ((await senders.states([from])).get(from) !== 'verified')
    return err({ code: 'sender_not_verified', addresses: [from] });
  const seconds = await testMails.take(agent.agentId, clock.now());
  if (seconds !== undefined) return err({ code: 'test_mail_limit', limit: TEST_MAILS_LIMIT, seconds });
  const ids = { serviceId: service.serviceId, agentId: agent.agentId };
  const notSent = (because: NotSentReason, told: string) => {
    log.error('test_mail_not_sent', { ...ids, reason: because, told });
    return err({ code: 'test_mail_not_sent', because, told } as const);
  };
  const raw = await post.compose(testMail(agent, service, from, mail));
  try {
    const answer = await post.send({ raw, from, to: [agent.email], tags: {} });
    if (answer.kind !== 'accepted') return notSent(answer.kind === 'held' ? answer.by : answer.kind, answer.reason);
    log.info('test_mail_sent', { ...ids, sesMessageId: answer.sesMessageId });
    return ok({ ...mail, address: agent.email });
  } catch (cause) {
    return notSent('unanswered', cause instanceof Error ? cause.name : 'unknown');
  }
};

/** Mails an unsaved template, as an answer that has its text, to the agent who asks. No ticket learns of it. */
export const testTemplate =
  (deps: TestMailDeps) =>
  async (asked: UnsavedTemplate): Promise<Result<SentTestMail, PreviewRefusal | TestMailRefusal>> => {
    const mail = await layOutTemplate(deps)(asked);
    return mail.ok ? send(deps, asked.agent, mail.value) : mail;
  };

/** Mails a sample answer in an unsaved layout to the agent who asks. No ticket learns of it. */
export const testMailLayout =
  (deps: TestMailDeps) =>
  async (asked: UnsavedLayout): Promise<Result<SentTestMail, PreviewRefusal | TestMailRefusal>> => {
    const mail = await previewMailLayout(deps)(asked);
    return mail.ok ? send(deps, asked.agent, mail.value) : mail;
  };
