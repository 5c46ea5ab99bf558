/**
 * An answer as a mail program writes it: the program, its text, and of it what its writer newly wrote. The rest repeats
 * earlier mail; null where nothing does, or where own words stand among it.
 */
export type QuotedReply = readonly [program: string, text: string, own: string | null];

const OURS = '> 다시 시작해 주세요.\n>\n> 상담 드림';

export const QUOTED_REPLIES: readonly QuotedReply[] = [
  ['Gmail', `Thanks, it works.\n\nOn Sat, Nov 28, 2026 at 9:00 AM Support <support@desk.example.com> wrote:\n\n${OURS}\n`, 'Thanks, it works.'],
  ['Gmail, its line broken', `Thanks, it works.\n\nOn Sat, Nov 28, 2026 at 9:00 AM The support of our desk\n<support@desk.example.com> wrote:\n${OURS}`, 'Thanks, it works.'],
  ['Gmail in Korean', `됩니다. 감사합니다.\n\n2026년 11월 28일 (토) 오전 9:00, 상담 <support@desk.example.com>님이 작성:\n\n${OURS}`, '됩니다. 감사합니다.'],
  ['Gmail in Japanese', `ありがとうございます。\n\n2026年11月28日(土) 9:00 サポート <support@desk.example.com>:\n\n${OURS}`, 'ありがとうございます。'],
  ['Gmail in German', `Danke, es geht.\n\nAm Sa., 28. Nov. 2026 um 09:00 Uhr schrieb Support <\nsupport@desk.example.com>:\n\n${OURS}`, 'Danke, es geht.'],
  ['Gmail in French', `Merci.\n\nLe sam. 28 nov. 2026 à 09:00, Support <support@desk.example.com> a écrit :\n\n${OURS}`, 'Merci.'],
  ['Gmail in Spanish', `Gracias.\n\nEl sáb, 28 nov 2026 a las 9:00, Support (<support@desk.example.com>) escribió:\n\n${OURS}`, 'Gracias.'],
  ['Gmail in Chinese', `谢谢。\n\nSupport <support@desk.example.com> 于2026年11月28日周六 09:00写道：\n\n${OURS}`, '谢谢。'],
  ['Gmail in Russian', `Спасибо.\n\nсб, 28 нояб. 2026 г. в 09:00, Support <support@desk.example.com>:\n\n${OURS}`, 'Спасибо.'],
  ['Apple Mail', `It works.\n\n> On 28 Nov 2026, at 09:00, Support <support@desk.example.com> wrote:\n> \n> Please start it again.\n`, 'It works.'],
  ['Apple Mail in Korean', `됩니다.\n\n> 2026. 11. 28. 오전 9:00, 상담 <support@desk.example.com> 작성:\n> \n> 다시 시작해 주세요.\n`, '됩니다.'],
  ['Apple Mail of a telephone, with its signature', `It works.\n\nSent from my iPhone\n\n> On 28 Nov 2026, at 09:00, Support <support@desk.example.com> wrote:\n> \n> Please start it again.`, 'It works.\n\nSent from my iPhone'],
  ['Outlook', 'It works.\n\nFrom: Support <support@desk.example.com>\nSent: Saturday, November 28, 2026 9:00 AM\nTo: Ann Example <ann@customer.example>\nSubject: Re: A question [#1]\n\nPlease start it again.', 'It works.'],
  ['Outlook with a line above its header', 'It works.\n\n________________________________\nFrom: Support <support@desk.example.com>\nSent: Saturday, November 28, 2026 9:00:00 AM\nTo: Ann Example\nSubject: Re: A question\n\nPlease start it again.', 'It works.'],
  ['old Outlook', 'It works.\n\n-----Original Message-----\nFrom: Support [mailto:support@desk.example.com]\nSent: Saturday, November 28, 2026 9:00 AM\n\nPlease start it again.', 'It works.'],
  ['Outlook in Korean', '됩니다.\n\n보낸 사람: 상담 <support@desk.example.com>\n보낸 날짜: 2026년 11월 28일 토요일 오전 9:00\n받는 사람: Ann Example\n제목: Re: 문의\n\n다시 시작해 주세요.', '됩니다.'],
  ['Outlook in Japanese', '動きました。\n\n差出人: サポート <support@desk.example.com>\n送信日時: 2026年11月28日 9:00\n宛先: Ann Example\n件名: Re: 問い合わせ\n\n再起動してください。', '動きました。'],
  ['Outlook in Chinese', '好了。\n\n发件人: Support <support@desk.example.com>\n发送时间: 2026年11月28日 9:00\n收件人: Ann Example\n主题: Re: 问题\n\n请重新启动。', '好了。'],
  ['Outlook in German', 'Es geht.\n\nVon: Support <support@desk.example.com>\nGesendet: Samstag, 28. November 2026 09:00\nAn: Ann Example\nBetreff: AW: Frage\n\nBitte neu starten.', 'Es geht.'],
  ['Outlook in French', 'Merci.\n\nDe : Support <support@desk.example.com>\nEnvoyé : samedi 28 novembre 2026 09:00\nÀ : Ann Example\nObjet : Re: Question\n\nRedémarrez.', 'Merci.'],
  ['Naver', '됩니다. 감사합니다.\n\n-----Original Message-----\nFrom: "상담" <support@desk.example.com>\nTo: "Ann" <ann@customer.example>;\nCc:\nSent: 2026-11-28 (토) 09:00:00 (GMT+09:00)\nSubject: Re: 문의\n\n다시 시작해 주세요.', '됩니다. 감사합니다.'],
  ['Daum', '됩니다.\n\n--------- 원본 메일 ---------\n보낸사람 : 상담 <support@desk.example.com>\n받는사람 : Ann <ann@customer.example>\n날짜 : 2026-11-28 09:00\n제목 : Re: 문의\n\n다시 시작해 주세요.', '됩니다.'],
  ['Thunderbird, answered above', `It works.\n\nOn 28/11/2026 09:00, Support wrote:\n${OURS}`, 'It works.'],
  ['Thunderbird, answered between the lines', 'On 28/11/2026 09:00, Support wrote:\n> When did you start it?\nAt nine.\n> And then?\nNothing.', null],
  ['Thunderbird, answered below', 'On 28/11/2026 09:00, Support wrote:\n> Please start it again.\n\nIt works.', null],
  ['Yahoo', `It works.\n\nOn Saturday, November 28, 2026 at 09:00:00 AM GMT+9, Support <support@desk.example.com> wrote:  \n \n Please start it again.`, 'It works.'],
  ['a program that only sets signs before lines', `It works.\n\n${OURS}`, 'It works.'],
  ['a forwarded mail with words of one’s own', 'Is this you?\n\n---------- Forwarded message ---------\nFrom: Shop <shop@phishing.example>\nDate: Sat, 28 Nov 2026\nSubject: Bill\n\nPay at once.', 'Is this you?'],
  ['a forwarded mail alone', '---------- Forwarded message ---------\nFrom: Shop <shop@phishing.example>\nDate: Sat, 28 Nov 2026\nSubject: Bill\n\nPay at once.', null],
  ['no program: a list of fields that a person wrote', 'Order: 1234\nDate: yesterday\nIt has not come.', null],
  ['no program: a sentence with “wrote:”', 'Your colleague wrote:\nthat I may send it back. May I?', null],
  ['no program: a quotation in the middle', 'You said\n> it comes on Monday\nbut it did not.', null],
  ['no program: code with signs', 'It prints\n>>> 1\nand stops.', null],
  ['nothing but a quotation', '> Please start it again.', null],
];
