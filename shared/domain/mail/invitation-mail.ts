import type { Service } from '../desk/service.ts';
import { momentIn } from '../template/dates.ts';
import { escapeHtml, fillText } from '../template/placeholders.ts';
import type { Language } from '../ticket/ticket.ts';
import type { AnswerMail } from './answer-mail.ts';
import { inDocument } from './answer-layout.ts';

/** Where invitations leave from: the stage's own domain, which SES knows from its deployment on. */
export const invitationSender = (mailDomain: string): string => `no-reply@${mailDomain}`;

/** Value of the marker header: no ticket's. */
const MARKER = 'invitation';

type Words = {
  readonly subject: string;
  readonly greeting: string;
  readonly lead: string;
  readonly email: string;
  readonly password: string;
  readonly validity: string;
  readonly expired: string;
};

const WORDS = {
  ko: {
    subject: '[#{service}] 상담원 초대',
    greeting: '#{name}님, 안녕하세요.',
    lead: '#{service} 상담원으로 초대되었습니다. 아래 주소에서 로그인하세요.',
    email: '이메일',
    password: '임시 비밀번호',
    validity:
      '임시 비밀번호는 #{until}까지 사용할 수 있으며, 로그인하면 새 비밀번호를 설정합니다. 이전 초대 메일의 비밀번호는 더 이상 사용할 수 없습니다.',
    expired: '기간이 지났다면 #{service} 관리자에게 초대 메일을 다시 요청하세요.',
  },
  en: {
    subject: '[#{service}] You are invited as an agent',
    greeting: 'Hello #{name},',
    lead: '#{service} has made you an agent. Sign in at this address:',
    email: 'E-mail address',
    password: 'Temporary password',
    validity:
      'The temporary password can be used until #{until}; when you sign in with it, you choose one of your own. Passwords of earlier invitations are no longer valid.',
    expired: 'If that time is over, ask an administrator of #{service} to repeat the invitation.',
  },
  ja: {
    subject: '[#{service}] オペレーターへの招待',
    greeting: '#{name} 様',
    lead: '#{service} のオペレーターとして招待されました。次のアドレスからログインしてください。',
    email: 'メールアドレス',
    password: '仮パスワード',
    validity:
      '仮パスワードは #{until} まで使用できます。ログインすると新しいパスワードを設定します。以前の招待メールのパスワードは使用できません。',
    expired: '期限が過ぎた場合は、#{service} の管理者に招待の再送を依頼してください。',
  },
  zh: {
    subject: '[#{service}] 客服人员邀请',
    greeting: '#{name}，您好：',
    lead: '您已被邀请成为 #{service} 的客服人员。请通过以下地址登录：',
    email: '电子邮箱',
    password: '临时密码',
    validity: '临时密码在 #{until} 之前有效，登录后请设置新密码。以前邀请邮件中的密码已失效。',
    expired: '如果已过期，请联系 #{service} 的管理员重新发送邀请。',
  },
} as const satisfies Record<Language, Words>;

export type InvitationText = {
  readonly language: Language;
  readonly service: Pick<Service, 'name' | 'senderName' | 'timeZone'>;
  readonly agent: { readonly name: string; readonly email: string };
  readonly password: string;
  /** An instant; shown in the service's time zone. */
  readonly validUntil: string;
  readonly consoleUrl: string;
  readonly from: string;
  readonly replyTo: string;
};

const html = (
  language: Language,
  words: Words,
  { email, password, url }: Record<'email' | 'password' | 'url', string>,
) =>
  inDocument(
    language,
    [
      '<div style="max-width:680px">',
      `<p>${words.greeting}</p><p>${words.lead}</p>`,
      `<p><a href="${url}">${url}</a></p>`,
      '<table role="presentation" cellpadding="0" cellspacing="0">',
      `<tr><td style="padding:2px 16px 2px 0;color:#6b7785">${words.email}</td><td>${email}</td></tr>`,
      `<tr><td style="padding:2px 16px 2px 0;color:#6b7785">${words.password}</td>`,
      `<td style="font-family:monospace;white-space:nowrap">${password}</td></tr></table>`,
      `<p>${words.validity}</p><p>${words.expired}</p></div>`,
    ].join(''),
  );

/** The mail that invites an agent: where and with what to sign in, until when, and what to do after that. */
export const invitationMail = (given: InvitationText): AnswerMail => {
  const { language, service, agent, password, consoleUrl } = given;
  const values: Readonly<Record<string, string>> = {
    service: service.name,
    name: agent.name,
    until: `${momentIn(given.validUntil, { timeZone: service.timeZone, language })} (${service.timeZone})`,
  };
  const fill = (encode: (plain: string) => string): Words => {
    const value = (name: string) => (values[name] === undefined ? undefined : encode(values[name]));
    const entries = Object.entries<string>(WORDS[language]).map(([key, text]) => [key, fillText(text, value)]);
    return Object.fromEntries(entries) as Words;
  };
  const plain = fill((value) => value);
  return {
    from: { name: service.senderName, address: given.from },
    to: { name: agent.name, address: agent.email },
    replyTo: given.replyTo,
    subject: plain.subject,
    references: [],
    html: html(language, fill(escapeHtml), {
      email: escapeHtml(agent.email),
      password: escapeHtml(password),
      url: escapeHtml(consoleUrl),
    }),
    text: [
      plain.greeting,
      plain.lead,
      consoleUrl,
      `${plain.email}: ${agent.email}\n${plain.password}: ${password}`,
      plain.validity,
      plain.expired,
    ]
      .join('\n\n')
      .concat('\n'),
    files: [],
    marker: MARKER,
  };
};
