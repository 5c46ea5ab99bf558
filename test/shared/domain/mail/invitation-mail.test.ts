import { readMarker } from '../../../../shared/domain/mail/answer-mail.ts';
import {
  invitationMail,
  invitationSender,
  type InvitationText,
} from '../../../../shared/domain/mail/invitation-mail.ts';
import { LANGUAGES } from '../../../../shared/domain/ticket/ticket.ts';

const given: InvitationText = {
  language: 'en',
  service: { name: 'Customer Care', senderName: 'Example Support', timeZone: 'Asia/Seoul' },
  agent: { name: 'Jun Park', email: 'jun@example.com' },
  password: 'Ab3!xyz%',
  validUntil: '2026-12-03T09:00:00.000Z',
  consoleUrl: 'https://console.example.com',
  from: invitationSender('desk.example.com'),
  replyTo: 'admin@example.com',
};

it('says in English where, with what and until when to sign in', () => {
  const { text, subject, ...mail } = invitationMail(given);
  expect(mail).toMatchObject({
    from: { name: 'Example Support', address: 'no-reply@desk.example.com' },
    to: { name: 'Jun Park', address: 'jun@example.com' },
    replyTo: 'admin@example.com',
    references: [],
    files: [],
  });
  expect(subject).toBe('[Customer Care] You are invited as an agent');
  expect(text).toBe(`Hello Jun Park,

Customer Care has made you an agent. Sign in at this address:

https://console.example.com

E-mail address: jun@example.com
Temporary password: Ab3!xyz%

The temporary password can be used until December 3, 2026 at 6:00 PM (Asia/Seoul); when you sign in with it, you choose one of your own. Passwords of earlier invitations are no longer valid.

If that time is over, ask an administrator of Customer Care to repeat the invitation.
`);
});

it('says it in Korean', () => {
  const { text, subject, html } = invitationMail({
    ...given,
    language: 'ko',
    service: { ...given.service, name: '고객센터' },
    agent: { ...given.agent, name: '박준' },
  });
  expect(subject).toBe('[고객센터] 상담원 초대');
  expect(text).toBe(`박준님, 안녕하세요.

고객센터 상담원으로 초대되었습니다. 아래 주소에서 로그인하세요.

https://console.example.com

이메일: jun@example.com
임시 비밀번호: Ab3!xyz%

임시 비밀번호는 2026년 12월 3일 오후 6:00 (Asia/Seoul)까지 사용할 수 있으며, 로그인하면 새 비밀번호를 설정합니다. 이전 초대 메일의 비밀번호는 더 이상 사용할 수 없습니다.

기간이 지났다면 고객센터 관리자에게 초대 메일을 다시 요청하세요.
`);
  expect(html).toContain('<html lang="ko">');
});

it.each(LANGUAGES)('fills everything in, in the language %s, as text and as HTML', (language) => {
  const { subject, text, html } = invitationMail({ ...given, language });
  for (const part of [subject, text, html]) expect(part).not.toMatch(/#\{|undefined/);
  for (const part of [text, html])
    for (const value of [
      'Customer Care',
      'Jun Park',
      'jun@example.com',
      'Ab3!xyz%',
      'https://console.example.com',
      'Asia/Seoul',
    ])
      expect(part).toContain(value);
});

it('shows names and passwords as they are, and lets none become markup', () => {
  const { html, text, subject } = invitationMail({
    ...given,
    service: { ...given.service, name: 'R&D <script>alert(1)</script>' },
    agent: { name: '#{until} "Jun"', email: 'a&b@example.com' },
    password: '<b>&"',
  });
  expect(html).not.toContain('<script>');
  expect(html).toContain('R&amp;D &lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).toContain('Hello #{until} &quot;Jun&quot;,');
  expect(html).toContain('a&amp;b@example.com');
  expect(html).toContain('&lt;b&gt;&amp;&quot;');
  expect(text).toContain('Temporary password: <b>&"\n');
  expect(subject).toContain('R&D <script>');
});

it('is marked as a mail of the desk, of no ticket', () => {
  const { marker } = invitationMail(given);
  expect(marker).not.toBe('');
  expect(readMarker(marker)).toBeUndefined();
});
