import { findQuoteStart } from '../../../../shared/domain/ticket/find-quote.ts';
import { QUOTED_REPLIES } from '../../../mails/quoted-replies.ts';

describe('given an answer', () => {
  test.each(QUOTED_REPLIES)('when it is of %s, then what is new stays and the rest is folded', (_, text, own) => {
    const lines = text.split('\n');
    const start = findQuoteStart(lines);
    expect(start === null ? null : lines.slice(0, start).join('\n').trim()).toBe(own);
  });
});

describe('given a mail line by line', () => {
  test.each([
    [
      'Korean web mail',
      ['감사합니다.', '2026년 11월 22일 (일) 오전 10:42, 상담 <help@example.com>님이 작성:', '> 안녕하세요'],
      1,
    ],
    [
      'Korean Outlook',
      ['감사합니다.', '보낸 사람: 상담', '보낸 날짜: 2026년 11월 22일', '받는 사람: 고객', '제목: Re: 문의'],
      1,
    ],
    [
      'a wrapped attribution',
      ['Thanks!', '', 'On Sun, Nov 22, 2026 at 10:42 AM', 'Support <help@example.com> wrote:', '> Hello'],
      2,
    ],
    ['a German attribution', ['Danke', 'Am 22.11.2026 um 10:42 schrieb Support:', '> Hallo'], 1],
    ['an original message', ['ok', '-----Original Message-----', 'From: x'], 1],
    [
      'answers between quoted lines',
      ['On Sun, Nov 22, 2026, Support wrote:', '> When?', 'Tomorrow.', '> Where?', 'At home.'],
      null,
    ],
    ['a forwarded mail without own words', ['---------- Forwarded message ---------', 'From: x'], null],
    ['a mail that quotes nothing', ['From my point of view', 'this is wrong.'], null],
    ['quoted lines in the middle', ['> you said', 'and I say no'], null],
  ])('when it is %s, then the fold is in the right place', (_, lines, expected) => {
    expect(findQuoteStart(lines)).toBe(expected);
  });
});
