import fc from 'fast-check';
import { sanitizeRichText } from '../../../../shared/adapters/mail/sanitize-rich-text.ts';
import { textToHtml } from '../../../../shared/adapters/mail/text-to-html.ts';
import { mapText, textContentOf } from '../../../../shared/domain/masking/html-text.ts';
import {
  addMasks,
  maskBody,
  MASKS_LIMIT,
  maskWhole,
  removeMask,
  shownSpans,
  UNMASKED,
  type Body,
  type Masking,
} from '../../../../shared/domain/masking/mask-entry.ts';
import type { Span } from '../../../../shared/domain/masking/span.ts';
import { arbitraryCuts, arbitraryHtml, blankUnits, spansOf } from '../../../support/masked-html.ts';

const plain = (html: string) => sanitizeRichText(html).text;
const written = (html: string): Body => sanitizeRichText(html);
const who = { by: 'agent-1', at: '2026-04-01T09:00:00.000Z' };
/** Masks what is selected in what is shown. */
const mask = (body: Body, masking: Masking, selections: readonly Span[]): Masking => {
  const added = addMasks(body.html, masking, selections, who);
  if (!added.ok) throw new Error(added.error.code);
  return added.value?.masking ?? masking;
};
const spanOf = (html: string, words: string): Span => {
  const start = textContentOf(html).indexOf(words);
  if (start < 0) throw new Error(`Not there: ${words}`);
  return { start, end: start + words.length };
};
const masked = (html: string, ...selected: readonly string[]): Body => {
  const body = written(html);
  return maskBody(
    body,
    mask(
      body,
      UNMASKED,
      selected.map((each) => spanOf(body.html, each)),
    ).masks,
    plain,
  );
};
const tagsOf = (html: string) => mapText(html).tags.map(({ start, end }) => html.slice(start, end));

/**
 * The graphemes of the text, each with what is shown of it when these spans touch it: found without the code under
 * test.
 */
const cellsOf = (html: string, spans: readonly Span[]) => {
  const text = textContentOf(html);
  const blank = blankUnits(html);
  return Array.from(new Intl.Segmenter('und').segment(text), ({ segment, index }) => {
    const touched = spans.some(({ start, end }) => start < index + segment.length && index < end);
    const kept = [...segment.split('').keys()]
      .filter((unit) => blank[index + unit])
      .map((unit) => segment[unit]!)
      .join('');
    const shown = !touched || segment === '\n' ? segment : kept + (kept.length < segment.length ? '*' : '');
    return { start: index, end: index + segment.length, shown };
  });
};
const starred = (html: string, spans: readonly Span[]): string =>
  cellsOf(html, spans)
    .map(({ shown }) => shown)
    .join('');
/** The graphemes that a selection in what is shown touches, in what was written. */
const writtenCells = (html: string, masks: readonly Span[], selections: readonly Span[]): readonly Span[] => {
  let at = 0;
  return cellsOf(html, masks).filter(({ shown }) => {
    const place = { start: at, end: at + shown.length };
    at = place.end;
    return selections.some(({ start, end }) => start < place.end && place.start < end);
  });
};

describe('what is masked', () => {
  it('is each selected grapheme and nothing else, whatever the text and tags', () => {
    fc.assert(
      fc.property(arbitraryHtml, arbitraryCuts, (given, cuts) => {
        const body = written(given);
        const spans = spansOf(cuts, textContentOf(body.html).length);
        const shown = maskBody(body, mask(body, UNMASKED, spans).masks, plain);

        expect(textContentOf(shown.html)).toBe(starred(body.html, spans));
        expect(tagsOf(shown.html)).toEqual(tagsOf(body.html));
        expect(shown.text).toBe(plain(shown.html));
      }),
      { numRuns: 400 },
    );
  });

  it('leaves every other byte of the HTML as it was', () => {
    const html =
      '<p style="color:red">Call me: <b>010-1234</b>-5678 &amp; don’t &lt;wait&gt;</p>\n<table><tbody><tr>\n<td>1</td>\n</tr></tbody></table>';
    expect(masked(html, '010-1234-5678').html).toBe(html.replace('010-1234', '********').replace('-5678', '*****'));
  });

  it('is a reference as a whole, and an emoji, a family, a flag, a syllable each as one', () => {
    expect(masked('<p>x&amp;y 👩‍👩‍👧🇰🇷e\u0301\u1100\u1161\u11a8 z</p>', '&y 👩‍👩‍👧🇰🇷e\u0301\u1100\u1161\u11a8').html).toBe(
      '<p>x******* z</p>',
    );
  });

  it('is the whole of a grapheme of which half was selected', () => {
    const body = written('<p>a👍🏽b</p>');
    expect(maskBody(body, mask(body, UNMASKED, [{ start: 2, end: 3 }]).masks, plain).html).toBe('<p>a*b</p>');
  });

  it('is no line break and no white space that lies between tags', () => {
    const html = '<table>\n<tbody><tr> <td>xy</td> <td>c\nd e</td></tr></tbody></table>';
    const body = written(html);
    const shown = maskBody(
      body,
      mask(body, UNMASKED, [{ start: 0, end: textContentOf(body.html).length }]).masks,
      plain,
    );
    expect(shown.html).toBe(html.replace('xy', '**').replace('c\nd e', '*\n***'));
  });

  it('is also the address of a link whose text is masked, and what links and hints say of it elsewhere', () => {
    const { html, text } = masked(
      '<p><a href="mailto:kim@example.com">kim@example.com</a> <a href="tel:+821012345678">010-1234-5678</a> <img src="https://example.com/a.png" alt="photo of kim@example.com" /> <a href="https://example.com/?m=kim%40example.com">here</a> <a href="https://example.com/b">there</a></p>',
      'kim@example.com',
      '1234',
    );
    expect(html).not.toMatch(/kim|821012345678/);
    expect(text).not.toMatch(/kim|821012345678/);
    expect(html).toContain('href="https://example.com/b"');
    expect(html).toContain('src="https://example.com/a.png"');
  });
});

describe('the plain text', () => {
  it('of a mail in plain text is masked at the same places alone', () => {
    const text = 'Order 77, call 010-1234-5678\n\n7 pieces, https://example.com/x\n77 Kim St.';
    const body = { html: written(textToHtml(text)).html, text };
    const { start } = spanOf(body.html, '77 Kim');
    expect(
      maskBody(body, mask(body, UNMASKED, [spanOf(body.html, '010-1234-5678'), { start, end: start + 2 }]).masks, plain)
        .text,
    ).toBe('Order 77, call *************\n\n7 pieces, https://example.com/x\n** Kim St.');
  });

  it('that says something else is masked wherever the words stand in it', () => {
    const body = { html: '<p>Name: <b>Kim</b> Minsu</p>', text: 'Dear desk, I am Kim\nMinsu (Kim Minsu)' };
    expect(maskBody(body, mask(body, UNMASKED, [spanOf(body.html, 'Kim Minsu')]).masks, plain).text).toBe(
      'Dear desk, I am ***\n***** (*********)',
    );
  });
});

describe('masks', () => {
  it('give back what was written when they are taken away, in any order and however they lie', () => {
    fc.assert(
      fc.property(
        arbitraryHtml,
        fc.array(arbitraryCuts, { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        (given, rounds, picks) => {
          const body = written(given);
          let masking = UNMASKED;
          for (const cuts of rounds)
            masking = mask(
              body,
              masking,
              spansOf(cuts, textContentOf(maskBody(body, masking.masks, plain).html).length),
            );
          while (masking.masks.length > 0) {
            const { id } = masking.masks[picks.next().value! % masking.masks.length]!;
            masking = removeMask(masking, id)!.masking;
            expect(starred(body.html, masking.masks)).toBe(textContentOf(maskBody(body, masking.masks, plain).html));
          }
          expect(maskBody(body, masking.masks, plain)).toEqual(body);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('mean the same text when it is selected in what is shown after others', () => {
    fc.assert(
      fc.property(arbitraryHtml, arbitraryCuts, arbitraryCuts, (given, first, second) => {
        const body = written(given);
        const before = mask(body, UNMASKED, spansOf(first, textContentOf(body.html).length));
        const shown = textContentOf(maskBody(body, before.masks, plain).html);
        const selections = spansOf(second, shown.length);
        const after = mask(body, before, selections);

        const places = shownSpans(after.masks);
        const now = textContentOf(maskBody(body, after.masks, plain).html);
        expect(now).toBe(starred(body.html, [...before.masks, ...writtenCells(body.html, before.masks, selections)]));
        expect(places.every(({ start, end }) => /^[*\s]*$/.test(now.slice(start, end)))).toBe(true);
        // What was hidden stays hidden.
        expect(
          before.masks.every((mask) => after.masks.some(({ start, end }) => start <= mask.start && mask.end <= end)),
        ).toBe(true);
        // None lies over another.
        expect(after.masks.every(({ start }, index) => index === 0 || after.masks[index - 1]!.end <= start)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('become one where they overlap, and stay where nothing new is selected', () => {
    const body = written('<p>one two three four</p>');
    const first = mask(body, UNMASKED, [spanOf(body.html, 'two'), spanOf(body.html, 'four')]);
    expect(first).toMatchObject({
      revision: 1,
      masks: [
        { start: 4, end: 7, ...who },
        { start: 14, end: 18 },
      ],
    });

    const wider = mask(body, first, [{ start: 2, end: 6 }]);
    expect(wider).toMatchObject({ revision: 2, masks: [{ start: 2, end: 7, shown: 5 }, { id: first.masks[1]!.id }] });
    expect(wider.masks[0]!.id).not.toBe(first.masks[0]!.id);

    expect(addMasks(body.html, wider, [{ start: 3, end: 5 }], who)).toEqual({ ok: true, value: undefined });
    expect(addMasks('<p>a</p>\n<p>b</p>', UNMASKED, [{ start: 1, end: 2 }], who)).toEqual({
      ok: true,
      value: undefined,
    });
  });

  it.each([[{ start: 3, end: 3 }], [{ start: -1, end: 2 }], [{ start: 0, end: 6 }], [{ start: 4, end: 2 }]])(
    'refuse a selection that is none: %j',
    (span) => {
      expect(addMasks('<p>hello</p>', UNMASKED, [{ start: 0, end: 1 }, span], who)).toEqual({
        ok: false,
        error: { code: 'selection_out_of_range', index: 1, length: 5 },
      });
    },
  );

  it('are counted in what is shown, not in what was written', () => {
    const body = written('<p>😀😀😀</p>');
    const masking = mask(body, UNMASKED, [{ start: 0, end: 4 }]);
    expect(shownSpans(masking.masks)).toMatchObject([{ start: 0, end: 2 }]);
    expect(addMasks(body.html, masking, [{ start: 0, end: 5 }], who)).toMatchObject({ error: { length: 4 } });
    expect(maskBody(body, mask(body, masking, [{ start: 2, end: 4 }]).masks, plain).html).toBe('<p>***</p>');
  });

  it('are limited', () => {
    const html = `<p>${'a b '.repeat(MASKS_LIMIT)}</p>`;
    const every = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ start: index * 2, end: index * 2 + 1 }));
    expect(addMasks(html, UNMASKED, every(MASKS_LIMIT), who).ok).toBe(true);
    expect(addMasks(html, UNMASKED, every(MASKS_LIMIT + 1), who)).toEqual({
      ok: false,
      error: { code: 'too_many_masks', limit: MASKS_LIMIT },
    });
  });
});

it('masks the whole of a long text at the same places, and the words wherever else they stand', () => {
  const beginning = '<p>Kim says 7</p><p>more</p>';
  const whole = '<p>Kim says 7</p><p>more and 7 of Kim</p>';
  const { masks } = mask({ html: beginning, text: '' }, UNMASKED, [spanOf(beginning, 'Kim'), spanOf(beginning, '7')]);
  expect(maskWhole(whole, beginning, masks)).toBe('<p>*** says *</p><p>more and 7 of ***</p>');
  expect(maskWhole(whole, beginning, [])).toBe(whole);
});

it('masks a megabyte with ten thousand links in seconds', () => {
  const line = '<p>call <b>010-1234-5678</b> or <a href="mailto:kim@example.com">kim@example.com</a></p>';
  const beginning = line.repeat(500);
  const masks = Array.from({ length: 100 }, (_, index) =>
    spanOf(beginning.slice(0, line.length * (index + 1)), '010-1234-5678'),
  );
  const began = performance.now();
  const shown = maskWhole(line.repeat(10_000), beginning, masks);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(shown).not.toContain('1234');
});
