import { charsetOf, decodeText } from '../../../../shared/adapters/mail/decode-text.ts';
import { decodeUhc } from '../../../../shared/adapters/mail/decode-uhc.ts';
import { sniffCharset } from '../../../../shared/adapters/mail/sniff-charset.ts';

const hex = (text: string) => Buffer.from(text, 'hex');

describe('charsetOf', () => {
  it.each([
    ['UTF8', 'utf-8'],
    ['utf8mb4', 'utf-8'],
    ['"utf-8";', 'utf-8'],
    ['cp949', 'euc-kr'],
    ['x-windows-949', 'euc-kr'],
    ['KS_C_5601-1987', 'euc-kr'],
    ['ks_c_5601-1989', 'euc-kr'],
    ['gb2312', 'gb18030'],
    ['x-gbk', 'gb18030'],
    ['CP936', 'gb18030'],
    ['x-sjis', 'shift_jis'],
    ['Windows-31J', 'shift_jis'],
    ['cp932', 'shift_jis'],
    ['iso-2022-jp-ms', 'iso-2022-jp'],
    ['big5-hkscs', 'big5'],
    ['ISO_8859-1', 'windows-1252'],
    ['koi8-r', 'koi8-r'],
    ['iso-8859-15', 'iso-8859-15'],
    ['iso-2022-kr', 'iso-2022-kr'],
    ['hz-gb-2312', 'hz-gb-2312'],
    ['utf-7', 'utf-7'],
    ['windows-1251', 'windows-1251'],
    ['unknown-8bit', undefined],
    ['us-ascii', undefined],
    ['', undefined],
    ['nonsense', undefined],
    [undefined, undefined],
  ])('%s means %s', (label, charset) => {
    expect(charsetOf(label)).toBe(charset);
  });
});

describe('sniffCharset', () => {
  it.each([
    ['Korean', 'euc-kr', 'bec8b3e7c7cfbcbcbfe4'],
    ['simplified Chinese', 'gb18030', 'c4e3bac3cac0bde7'],
    ['rare looking Chinese', 'gb18030', 'bbfab7bfbbb7beb3b7a8b9e6'],
    ['traditional Chinese', 'big5', 'a741a66ea540acc9'],
    ['Shift_JIS', 'shift_jis', '82b182f182c982bf82cd'],
    ['EUC-JP', 'euc-jp', 'a4b3a4f3a4cba4c1a4cf'],
    ['ISO-2022-JP', 'iso-2022-jp', '1b24422473246c1b2842'],
    ['ISO-2022-KR', 'iso-2022-kr', '1b2429430e3e483367'],
    ['Western', 'windows-1252', Buffer.from('Grüße aus München', 'latin1').toString('hex')],
    ['Russian on Windows', 'windows-1251', 'cff0e8e2e5f22c20ecf3e6e8ea'],
    ['Russian on Unix', 'koi8-r', 'f0d2c9d7c5d42cd7d3c5cd20d0d2c9d7c5d4'],
    ['UTF-8', 'utf-8', Buffer.from('안녕 Grüße').toString('hex')],
    ['ASCII', 'utf-8', Buffer.from('plain').toString('hex')],
    ['a tilde and a brace', 'utf-8', Buffer.from('see ~{this} ok').toString('hex')],
  ])('%s is %s', (_name, charset, bytes) => {
    expect(sniffCharset(hex(bytes))).toBe(charset);
  });
});

describe('decodeUhc', () => {
  it.each([
    ['8141', '갂'],
    ['8161', '갵'],
    ['8c63', '똠'],
    ['949d', '뵝'],
    ['a141', '좥'],
    ['a0fe', '좤'],
    ['bd41', '폗'],
    ['c652', '힣'],
    ['b0a1', '가'],
    ['a2e6', '€'],
    ['cafd', '鑒'],
  ])('%s is %s', (bytes, char) => {
    expect(decodeUhc(hex(bytes), true)).toBe(char);
  });
  it('knows every syllable there is, each once', () => {
    const all = new Set<string>();
    for (let lead = 0x81; lead <= 0xc8; lead += 1)
      for (let trail = 0x41; trail <= 0xfe; trail += 1)
        for (const char of decodeUhc(Uint8Array.of(lead, trail), false))
          if (char >= '\uac00' && char <= '\ud7a3') all.add(char);
    expect(all.size).toBe(11_172);
  });
  it('throws, or shows a gap, for what means nothing', () => {
    expect(() => decodeUhc(hex('ff41'), true)).toThrow('Not code page 949');
    expect(decodeUhc(hex('b0a1ff41'), false)).toBe('가\ufffdA');
  });
});

it('keeps joined words of ISO-2022-JP together', () => {
  const word = '1b24422546253925481b2842';
  expect(decodeText(hex(word + word), 'iso-2022-jp')).toBe('テストテスト');
});
