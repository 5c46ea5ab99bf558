import { domainToASCII, domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { sanitizeRichText } from '../../../../shared/adapters/mail/sanitize-rich-text.ts';
import { textContentOf } from '../../../../shared/domain/masking/html-text.ts';
import { addMasks, maskBody, maskWhole, UNMASKED, type Body } from '../../../../shared/domain/masking/mask-entry.ts';
import { maskPlainWords, maskWords } from '../../../../shared/domain/masking/mask-html.ts';
import { decodePunycode } from '../../../../shared/domain/masking/punycode.ts';

const plain = (html: string) => sanitizeRichText(html).text;
const masksOf = (body: Body, words: string) => {
  const start = textContentOf(body.html).indexOf(words);
  if (start < 0) throw new Error(`Not there: ${words} in ${body.html}`);
  const added = addMasks(body.html, UNMASKED, [{ start, end: start + words.length }], {
    by: 'agent-1',
    at: '2026-04-01T09:00:00.000Z',
  });
  if (!added.ok) throw new Error(added.error.code);
  return added.value!.masking.masks;
};
const masked = (html: string, words: string): Body => {
  const body = sanitizeRichText(html);
  return maskBody(body, masksOf(body, words), plain);
};
/** Attributes and their values, by another parser than ours. */
const attributesOf = (html: string): readonly (readonly [string, string])[] => {
  const found: (readonly [string, string])[] = [];
  const parser = new Parser(
    {
      onopentag: (_name, attributes) => {
        found.push(...Object.entries(attributes));
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return found;
};

const hex = (text: string) => Buffer.from(text).toString('hex');
const percent = (text: string) => hex(text).replace(/../g, '%$&');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const entities = (text: string) => Array.from(text, (char) => `&#${char.codePointAt(0)!};`).join('');
const wide = (text: string) => text.replace(/[!-~]/g, (char) => String.fromCodePoint(char.codePointAt(0)! + 0xfee0));

/** Every way in which a text may be written into an attribute. */
const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'upper case': (text) => text.toUpperCase(),
  'lower case': (text) => text.toLowerCase(),
  'percent encoding': encodeURIComponent,
  'every byte percent encoded': percent,
  'percent encoding in lower case': (text) => percent(text).toLowerCase(),
  'percent encoded twice': (text) => encodeURIComponent(percent(text)),
  'a form, plus for space': (text) => new URLSearchParams({ q: text }).toString(),
  references: entities,
  'references in percent encoding': (text) => encodeURIComponent(entities(text)),
  Base64: base64,
  'Base64 behind others': (text) => `a${base64(`x${text}`)}`,
  'Base64 for addresses': (text) => Buffer.from(`{"m":"${text}"}`).toString('base64url'),
  'Base64 in percent encoding': (text) => encodeURIComponent(base64(text)),
  hexadecimal: hex,
  decomposed: (text) => text.normalize('NFD'),
  'full width': wide,
  'a file’s name': (text) => `${text.replace(/[\s@]/g, '-')}.png`,
  'soft hyphens': (text) => [...text].join('\u00ad'),
  'zero-width spaces, encoded': (text) => encodeURIComponent([...text].join('\u200b')),
};
const PLACES: Readonly<Record<string, (value: string) => string>> = {
  'the address of a link': (value) => `<a href="https://example.com/u/${value}/x?y=1">click</a>`,
  'a query': (value) => `<a href="https://example.com/?u=${value}&amp;z=1">click</a>`,
  'an anchor': (value) => `<a href="https://example.com/#${value}">click</a>`,
  'a mail’s subject': (value) => `<a href="mailto:desk@example.com?subject=${value}">write</a>`,
  'the address of an image': (value) => `<img src="https://example.com/pixel/${value}.gif" alt="" />`,
  'a cid': (value) => `<img src="cid:${value}" alt="x" />`,
  'the text of an image': (value) => `<img src="https://example.com/a.png" alt="photo ${value}!" />`,
  'a hint': (value) => `<b title="of ${value}">x</b>`,
};
const WORDS = [
  'kim@example.com',
  'Kim Minsu',
  '김민수',
  '010-1234-5678',
  'Straße 17',
  '900101-1234567',
  '김 민수 <kim@example.com>',
];

describe.each(Object.entries(ENCODINGS))('given what is masked stands in an attribute: %s', (_name, encode) => {
  it.each(Object.entries(PLACES))('then %s loses it', (_place, put) => {
    for (const word of WORDS) {
      const value = encode(word).replaceAll('"', '&quot;').replaceAll('<', '&lt;');
      const html = `<p>Says ${word.replaceAll('<', '&lt;')} here</p>${put(value)}`;
      const [before] = attributesOf(sanitizeRichText(put(value)).html)
        .filter(([name]) => ['href', 'src', 'alt', 'title'].includes(name))
        .slice(-1);
      // What the sanitizer itself takes away is no matter of masks.
      if (before === undefined || (before[0] === 'alt' && before[1] !== `photo ${encode(word)}!`)) continue;
      const left = attributesOf(masked(html, word).html).filter(
        ([name, text]) => name === before[0] && text === before[1] && before[1].length > 3,
      );
      expect(left).toEqual([]);
    }
  });
});

/** Whatever a reader may make of a value: each of these is found without the code under test. */
const decodings = (value: string): readonly string[] => {
  const tried = (decode: () => string): readonly string[] => {
    try {
      return [decode()];
    } catch {
      return [];
    }
  };
  const once = [
    value,
    ...tried(() => decodeURIComponent(value)),
    ...tried(() => decodeURIComponent(value.replaceAll('+', ' '))),
    ...tried(() => domainToUnicode(new URL(value).hostname)),
  ];
  return [
    ...once,
    ...once.flatMap((each) => [
      ...tried(() => decodeURIComponent(each)),
      ...[...each.matchAll(/[\w+/-]{4,}/g)].flatMap(([run]) =>
        [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), 'base64').toString()),
      ),
    ]),
  ];
};
const words = fc
  .array(fc.constantFrom('kim', 'Lee', '김', '민수', '@', '.', '-', '7', '4321', 'é', 'ß', '漢字'), {
    minLength: 3,
    maxLength: 6,
  })
  .map((parts) => parts.join(''))
  .filter((word) => /^[\p{L}\p{N}]/u.test(word) && word.length >= 4);

it('given any text, place and encoding, then no attribute of what is stored says it however it is decoded, and unmasking restores every byte', () => {
  fc.assert(
    fc.property(
      words,
      fc.constantFrom(...Object.values(ENCODINGS)),
      fc.constantFrom(...Object.values(PLACES)),
      (word, encode, put) => {
        const body = sanitizeRichText(`<p>It is ${word} here</p>${put(encode(word))}`);
        const masks = masksOf(body, word);
        const shown = maskBody(body, masks, plain);
        for (const [, value] of attributesOf(shown.html))
          for (const decoded of decodings(value))
            expect(decoded.normalize('NFC').toLowerCase()).not.toContain(word.toLowerCase());
        expect(maskBody(body, [], plain)).toBe(body);
        const whole = `${body.html}${put(encode(word))}`;
        for (const [, value] of attributesOf(maskWhole(whole, body.html, masks)))
          for (const decoded of decodings(value))
            expect(decoded.normalize('NFC').toLowerCase()).not.toContain(word.toLowerCase());
        expect(maskWhole(whole, body.html, [])).toBe(whole);
      },
    ),
    { numRuns: 500 },
  );
});

describe('a number', () => {
  it.each([
    ['010-1234-5678', 'tel:01012345678'],
    ['010-1234-5678', 'tel:+82-10-1234-5678'],
    ['010-1234-5678', 'tel:+82%2010%201234%205678'],
    ['+82 10-1234-5678', 'tel:01012345678'],
    ['010.1234.5678', 'https://wa.me/821012345678'],
    ['０１０-１２３４-５６７８', 'tel:010-1234-5678'],
    ['(02) 345-6789', 'tel:+8223456789'],
    ['900101-1234567', 'https://example.com/?rrn=9001011234567'],
    ['1234 5678 9012 3456', 'https://example.com/card/1234-5678-9012-3456'],
  ])('%s is also %s', (word, href) => {
    expect(masked(`<p>${word}</p><a href="${href}">call</a>`, word).html).not.toContain('href');
  });

  it.each([
    ['12', 'https://example.com/2012'],
    ['2026', 'https://example.com/a/20-26'],
    ['345-6789', 'tel:01012345678'],
  ])('%s takes no more than it must: %s', (word, href) => {
    const { html } = masked(
      `<p>${word}</p><a href="${href}">call</a><table width="100"><tbody><tr><td style="color:red" width="12">x</td></tr></tbody></table>`,
      word,
    );
    expect(html).toContain('width="100"');
    expect(html).toContain('color:red');
    expect(html).toContain('width="12"');
    expect(html.includes(href)).toBe(!href.includes(word));
  });
});

describe('a host', () => {
  it.each(['김민수.example', 'münchen.example', 'kim-민수.example'])('%s is also its Punycode', (host) => {
    const label = domainToASCII(host).split('.')[0]!;
    expect(decodePunycode(label.slice('xn--'.length))).toBe(host.split('.')[0]);
    expect(masked(`<p>${host}</p><a href="https://${domainToASCII(host)}/">there</a>`, host).html).not.toContain(
      'href',
    );
    expect(
      masked(`<p>${domainToASCII(host)}</p><a href="https://${encodeURI(host)}/">there</a>`, domainToASCII(host)).html,
    ).not.toContain('href');
  });

  it('is as RFC 3492 has it, and what is none is none', () => {
    for (const label of ['bücher', 'ñandú', '日本語', '한국어', 'a-한-b'])
      expect(decodePunycode(domainToASCII(label).slice(4))).toBe(label);
    for (const label of ['', '-', '99999999', 'a_b', '\u00e9', 'zzzzzzzzzzzzzzzz'])
      expect(() => decodePunycode(label)).not.toThrow();
  });
});

it('given a picture of its own whose bytes say it, then the picture goes, and one that doesn’t stays', () => {
  const picture = (text: string) =>
    `data:image/png;base64,${Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), Buffer.from(`tEXtAuthor\0${text}`), Buffer.from([0xff, 0xd8, 7, 9])]).toString('base64')}`;
  const { html } = masked(
    `<p>I am kim@example.com</p><img src="${picture('kim@example.com')}" alt="a" /><img src="${picture('nobody')}" alt="b" />`,
    'kim@example.com',
  );
  expect(attributesOf(html).filter(([name]) => name === 'src')).toEqual([['src', picture('nobody')]]);
});

it('given a style that names it, then it is masked there or the style goes, and other styles stay', () => {
  const { html } = masked(`<p style="font-family:김민수체">I am 김민수</p><p style="color:red">x</p>`, '김민수');
  expect(html).toBe('<p style="font-family:***체">I am ***</p><p style="color:red">x</p>');
  expect(masked(`<p style="font-family:'kim minsu', Arial">I am Kim Minsu</p>`, 'Kim Minsu').html).toBe(
    '<p>I am *********</p>',
  );
});

it('given a draft, or plain text that says it otherwise than the HTML, then its addresses lose it too', () => {
  expect(maskWords('<p>See <a href="https://example.com/?u=kim%40example.com">this</a></p>', ['kim@example.com'])).toBe(
    '<p>See <a>this</a></p>',
  );
  expect(
    maskPlainWords('See https://example.com/?u=kim%40example.com&x=1, or tel:01012345678', [
      'kim@example.com',
      '010-1234-5678',
    ]),
  ).toBe('See *** or ***');
  const body = { html: '<p>I am Kim Minsu</p>', text: 'I am Kim Minsu\nUnsubscribe: https://example.com/a2ltIG1pbnN1' };
  expect(maskBody(body, masksOf(body, 'Kim Minsu'), plain).text).toBe('I am *********\nUnsubscribe: ***');
});

it('reads a megabyte of attributes that were written to be slow by three hundred words in seconds of processor time', () => {
  const awkward = [
    '%25'.repeat(60),
    '&amp;amp;'.repeat(30),
    'xn--'.repeat(15),
    '\\6b '.repeat(40),
    'a'.repeat(200),
    'A-_/+'.repeat(40),
    '%e0'.repeat(60),
    '5c'.repeat(100),
  ];
  const html = Array.from(
    { length: 4200 },
    (_, index) => `<a href="https://example.com/${index}/${awkward[index % awkward.length]!}">x</a>`,
  ).join('');
  expect(html.length).toBeGreaterThan(900_000);
  const before = process.cpuUsage();
  maskWords(
    html,
    Array.from({ length: 300 }, (_, index) => `word number ${index} of them`),
  );
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(20);
});
