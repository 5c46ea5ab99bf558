import type { Agent } from '../desk/agent.ts';
import type { Service } from '../desk/service.ts';
import type { Language } from '../ticket/ticket.ts';
import type { AnswerMail } from './answer-mail.ts';

/** Value of the marker header: no ticket's, so that the mail is ignored when a mailbox returns it to the desk. */
const MARKER = 'test';

/** Test mails that an agent may send in one window, and the window's length in seconds. */
export const TEST_MAILS_LIMIT = 10;
export const TEST_MAILS_SECONDS = 600;

/** The answer that a layout is shown around. */
export const SAMPLE_ANSWERS = {
  ko: '<p>안녕하세요. 문의해 주셔서 감사합니다.</p><p>말씀하신 내용을 확인하여 처리를 마쳤습니다. 더 궁금한 점이 있으시면 언제든지 회신해 주세요.</p>',
  en: '<p>Hello, and thank you for your inquiry.</p><p>We have looked into what you described, and it is settled. If anything is left open, simply reply to this mail.</p>',
  ja: '<p>お問い合わせいただきありがとうございます。</p><p>ご連絡いただいた件を確認し、対応が完了しました。ご不明な点がございましたら、このメールにご返信ください。</p>',
  zh: '<p>您好，感谢您的咨询。</p><p>我们已核实您反映的问题并处理完毕。如有其他疑问，请直接回复此邮件。</p>',
} as const satisfies Record<Language, string>;

/**
 * A mail that shows an administrator what customers would get. It goes to them, and so does what they answer: nothing
 * of it comes back to a ticket.
 */
export const testMail = (
  agent: Pick<Agent, 'name' | 'email'>,
  service: Pick<Service, 'senderName'>,
  from: string,
  laidOut: Pick<AnswerMail, 'subject' | 'html' | 'text'>,
): AnswerMail => ({
  from: { name: service.senderName, address: from },
  to: { name: agent.name, address: agent.email },
  replyTo: agent.email,
  references: [],
  files: [],
  marker: MARKER,
  ...laidOut,
});
