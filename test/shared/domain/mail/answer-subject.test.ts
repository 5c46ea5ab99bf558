import { answerSubject } from '../../../../shared/domain/ticket/answer-ticket.ts';

describe('answerSubject', () => {
  it.each([
    ['Printer on fire', 'Re: Printer on fire [#7]'],
    ['Re: Printer on fire', 'Re: Printer on fire [#7]'],
    ['RE: re[2]: AW: Printer on fire', 'Re: Printer on fire [#7]'],
    ['답장: 프린터에 불이 났어요', 'Re: 프린터에 불이 났어요 [#7]'],
    ['回复：打印机着火了', 'Re: 打印机着火了 [#7]'],
    ['Re: Printer on fire [#7]', 'Re: Printer on fire [#7]'],
    ['Printer on fire [#8]', 'Re: Printer on fire [#8] [#7]'],
    ['Research: fire', 'Re: Research: fire [#7]'],
    ['Printer\r\nBcc: someone@example.com', 'Re: Printer Bcc: someone@example.com [#7]'],
    ['', 'Re: [#7]'],
    ['Re:', 'Re: [#7]'],
  ])('%j → %j', (title, subject) => {
    expect(answerSubject({ title, number: 7 })).toBe(subject);
  });

  it('is the same when its own answer comes back as a title', () => {
    const once = answerSubject({ title: 'Printer on fire', number: 7 });
    expect(answerSubject({ title: once, number: 7 })).toBe(once);
  });
});
