import { sanitizeRichText } from '../../../../shared/adapters/mail/sanitize-rich-text.ts';
import { restrictedWordFinder } from '../../../../shared/domain/restricted/restricted-words.ts';

const find = restrictedWordFinder({ words: ['시발', '바보', 'damn', 'shit', 'bastard', '傻瓜', 'バカ'] });
/** What an agent writes, as it would be mailed. */
const found = (html: string) =>
  find({ subject: 'Re: [#1]', html: sanitizeRichText(html).html }).map(({ word }) => word);
const inSubject = (subject: string) => find({ subject, html: '<p>x</p>' }).map(({ where, word }) => [where, word]);

describe('given a word that hidden text parts', () => {
  it.each([
    ['display', '<span style="display:none">x</span>'],
    ['size 0', '<span style="font-size:0">x</span>'],
    ['size 0px', '<span style="font-size: 0px ">x</span>'],
    ['a tiny size', '<span style="font-size:1px">xyz</span>'],
    ['a tiny share', '<span style="font-size:0.1em">xyz</span>'],
    ['shares within shares', '<span style="font-size:40%"><span style="font-size:40%">xyz</span></span>'],
    ['white on white', '<span style="color:#fff">xyz</span>'],
    ['white by name', '<font color="white">xyz</font>'],
    ['nearly white', '<span style="color:rgb(250,250,252)">xyz</span>'],
    ['transparent', '<span style="color:transparent">xyz</span>'],
    ['no alpha', '<span style="color:rgba(0,0,0,0)">xyz</span>'],
    ['no alpha in hexadecimal', '<span style="color:#00000000">xyz</span>'],
    ['the colour of its background', '<span style="color:red;background-color:#ff0000">xyz</span>'],
    ['hsl', '<span style="color:hsl(0,0%,100%)">xyz</span>'],
    ['far away', '<span style="display:inline-block;text-indent:9999px">xyz</span>'],
    ['pushed out', '<span style="padding-left:5000px">xyz</span>'],
    ['hidden within seen', '<b><span style="display:none">xyz</span></b>'],
    ['a comment', '<!-- x -->'],
    ['a template', '<template>x</template>'],
    ['a script', '<script>x</script>'],
    ['a soft hyphen', '&shy;'],
    ['a zero-width space', '&#8203;'],
    ['a break for words', '<wbr>'],
    ['a filler', '&#12644;'],
  ])('then it is found: %s', (_how, hidden) => {
    expect(found(`<p>너 시${hidden}발</p>`)).toEqual(['시발']);
    expect(found(`<p>a da${hidden}mn thing</p>`)).toEqual(['damn']);
  });

  it('then its place goes from its first letter to its last', () => {
    const html = sanitizeRichText('<p>너 시<span style="display:none">xy</span>발</p>').html;
    expect(find({ subject: '', html })).toEqual([{ where: 'text', start: 2, end: 6, word: '시발', written: '시xy발' }]);
  });

  it('then one that is hidden itself is found too, and seen text is not hidden by its neighbours', () => {
    expect(found('<p>ok <span style="display:none">damn</span></p>')).toEqual(['damn']);
    expect(
      found(
        '<p><span style="display:none">x</span> damn <span style="color:#fff;background-color:#000">shit</span></p>',
      ),
    ).toEqual(['damn', 'shit']);
  });
});

describe('given a word whose letters stand in another order than they are seen', () => {
  it.each([
    ['bdo', '<bdo dir="rtl">nmad</bdo>'],
    ['an override', '\u202enmad\u202c'],
    ['an override without an end', '\u202enmad'],
    ['an override in references', '&#x202e;nmad&#x202c;'],
    ['an override in an isolate', '\u2067\u202enmad\u202c\u2069'],
    ['half of it', 'da<bdo dir="rtl">nm</bdo>'],
    ['an override within another', '<bdo dir="rtl">nm\u202dda\u202c</bdo>'],
    ['right-to-left parts', '<span dir="rtl">mn\u200fda</span>'],
    ['a paragraph from right to left', '</p><p dir="rtl">mn\u200fda'],
    ['a style', '</p><p style="direction:rtl">mn\u200fda'],
    ['floats', '<span style="float:right">mn</span><span style="float:right">da</span>'],
    ['a float', 'mn<span style="float:left">da</span>'],
  ])('then it is found: %s', (_how, html) => {
    expect(found(`<p>${html}</p>`)).toEqual(['damn']);
  });

  it('then Hangul is found in syllables', () => {
    expect(found('<p><bdo dir="rtl">발시</bdo></p>')).toEqual(['시발']);
  });

  it('then honest Arabic and Hebrew say nothing', () => {
    for (const html of [
      '<p dir="rtl">مرحبا بك في خدمة العملاء 1234</p>',
      '<p>שלום, Mina 010-1234-5678</p>',
      '<p dir="rtl">رقم الطلب ABC-123 (Seoul)</p>',
    ])
      expect(found(html)).toEqual([]);
  });
});

describe('given letters that look alike', () => {
  it.each([
    'dаmn',
    'ԁamn',
    'ďamn'.normalize('NFC').replace('ď', 'ⅾ'),
    'ｄａｍｎ',
    '𝐝𝐚𝐦𝐧',
    '𝒹𝒶𝓂𝓃',
    'ⓓⓐⓜⓝ',
    '🅳🅰🅼🅽',
    '🇩🇦🇲🇳',
    'ᗪamn',
    'DΑMΝ',
    'd4mn',
    'd@mn',
    'daмn'.replace('м', 'm'),
  ])('%s is damn', (written) => {
    expect(found(`<p>a ${written} thing</p>`)).toEqual(['damn']);
  });
  it.each([
    ['sh1t', 'shit'],
    ['sh!t', 'shit'],
    ['b4st4rd', 'bastard'],
    ['ba$tard', 'bastard'],
    ['ѕһіt', 'shit'],
  ])('%s is %s', (written, word) => {
    expect(found(`<p>a ${written}!</p>`)).toEqual([word]);
  });
  it.each(['시1발', '시12발', '시x발', 'ㅅ1발', 'ㅅl발', 'ㅅ|발', 'ㅅ丨발', '시1ㅂㅏㄹ', '시１발', '시①발'])(
    '%s is 시발',
    (written) => {
      expect(found(`<p>너 ${written}</p>`)).toEqual(['시발']);
    },
  );
});

it.each([
  '오후 2시 1발송 예정입니다',
  '101동 1호로 배송됩니다',
  '다시 발송해 드리겠습니다',
  '결제 시 1회 발급됩니다',
  '제1조 2항을 보세요',
  '갤럭시 A55 128GB, 아이폰 15 Pro',
  '주문번호 A1B2C3, 송장 5514-7788',
  'ㅋㅋ1등이네요 ㅠㅠ',
  '1시간 2분 걸립니다',
  '비밀번호는 8자 이상입니다',
  'The S3 bucket, a 4K screen and an A55 cost $40',
  'Mail us at help@shop.example.com!',
  'ISO 9001, RFC 5322, H1 and B2B',
  'The order 5h17 arrived at 8:15',
  'Привет, мы получили ваш заказ',
  'Καλημέρα, η παραγγελία σας',
  'ご注文は1月2日に発送しました。',
  '订单已于3月1日发出，请查收',
  'C’est déjà envoyé à l’adresse',
  '🇰🇷 대한민국으로 보냅니다',
])('given %j, then nothing is found in it', (text) => {
  const words = restrictedWordFinder({
    words: [
      '시발',
      '바보',
      '새끼',
      'ass',
      'damn',
      'shit',
      'bastard',
      'sex',
      'hell',
      '동호',
      '조항',
      '傻瓜',
      'バカ',
      'ㅅㅂ',
    ],
  });
  expect(words({ subject: text, html: `<p>${text}</p>` })).toEqual([]);
});

describe('given a subject', () => {
  const coded = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
  it.each([
    [coded('damn')],
    [`Re: ${coded('시발')} [#1]`],
    ['=?UTF-8?Q?d=61mn?='],
    ['=?iso-8859-1?q?d=61mn?='],
    [`${coded('da')} ${coded('mn')}`],
    [`=?euc-kr?B?${Buffer.from([0xbd, 0xc3, 0xb9, 0xdf]).toString('base64')}?=`],
    ['\u202enmad'],
    ['dаmn'],
  ])('that a mail program shows as a word, %j, then it is found', (subject) => {
    expect(inSubject(subject)).toHaveLength(1);
  });
  it('that only looks encoded, then nothing is found', () => {
    expect(inSubject(`Re: ${coded('hello')} =?x [#1]`)).toEqual([]);
  });
});

it('takes processor time that grows with the text alone, for 200 KB written to be slow and a thousand words', () => {
  const words = restrictedWordFinder({
    words: Array.from({ length: 1000 }, (_, i) => `${'바'.repeat(i % 49)}보${'a'.repeat(i % 25)}`),
  });
  const spent = (html: string) => {
    const before = process.cpuUsage();
    words({ subject: 'x', html });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  const awkward = [
    '바',
    '바1',
    'a4',
    '\u202e',
    '\u2067바',
    '<bdo dir="rtl">바',
    '<span style="float:right">바</span>',
    '<span style="font-size:50%">바',
    'ㅅ1',
    '=?',
    '바<span style="display:none">x</span>',
    'а',
    '🅰',
  ];
  for (const piece of awkward) {
    const times = [100_000, 200_000].map((size) =>
      spent(`<p dir="rtl">${piece.repeat(Math.ceil(size / piece.length))}</p>`),
    );
    expect([piece, times[1]! < Math.max(2.5, times[0]! * 4)]).toEqual([piece, true]);
  }
});
