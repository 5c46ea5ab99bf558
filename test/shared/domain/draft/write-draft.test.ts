import fc from 'fast-check';
import { DRAFT_VERSIONS, type Draft, type KeptDraft } from '../../../../shared/domain/draft/draft.ts';
import { isReplaced, writeDraft, type Writing, refusedDraft } from '../../../../shared/domain/draft/write-draft.ts';
import { aDraft } from '../../../support/drafts.ts';

const AT = '2026-11-22T08:30:30.000Z';
const writing = (text: string, version: number, over: Partial<Writing> = {}): Writing => ({
  serviceId: 'support',
  number: 1024,
  agentId: 'agent_1',
  version,
  html: text === '' ? '' : `<p>${text}</p>`,
  text,
  uploadIds: [],
  ...over,
});
const written = (...args: Parameters<typeof writeDraft>) => {
  const result = writeDraft(...args);
  if (!result.ok || result.value === undefined) throw new Error(`nothing was written: ${JSON.stringify(result)}`);
  return result.value;
};

describe('given no draft', () => {
  it('when something is written, then it begins now, after the newest entry of the ticket', () => {
    expect(written(undefined, writing('Dear', 0), 'ent_7', AT)).toEqual({
      after: {
        serviceId: 'support',
        number: 1024,
        agentId: 'agent_1',
        version: 1,
        html: '<p>Dear</p>',
        text: 'Dear',
        uploadIds: [],
        begunAt: AT,
        begunAfter: 'ent_7',
        savedAt: AT,
        keptCount: 0,
      },
    });
  });
  it('when the ticket has no entry yet, then nothing stands before it', () => {
    expect(written(undefined, writing('Dear', 0), undefined, AT).after).not.toHaveProperty('begunAfter');
  });
  it('when nothing is written, then nothing is saved', () => {
    expect(writeDraft(undefined, writing('', 0), 'ent_7', AT)).toEqual({ ok: true, value: undefined });
  });
  it('when a file alone is attached, then it is begun', () => {
    expect(written(undefined, writing('', 0, { uploadIds: ['upl_1'] }), 'ent_7', AT).after).toMatchObject({
      version: 1,
      uploadIds: ['upl_1'],
      begunAt: AT,
    });
  });
  it('when an editor thinks that there is one, then it is told that there is none', () => {
    expect(writeDraft(undefined, writing('Dear', 3), 'ent_7', AT)).toEqual({
      ok: false,
      error: { code: 'draft_conflict', expected: 3, actual: 0 },
    });
  });
});

describe('given a draft', () => {
  it('when its writer goes on, then the version grows and the beginning stays', () => {
    expect(written(aDraft(), writing('Please pull the plug, and wait', 2), 'ent_9', AT)).toEqual({
      after: aDraft({
        version: 3,
        html: '<p>Please pull the plug, and wait</p>',
        text: 'Please pull the plug, and wait',
        savedAt: AT,
      }),
    });
  });
  it('when the same is saved again, by this window or a repeated request, then nothing is written', () => {
    for (const version of [2, 1, 0])
      expect(writeDraft(aDraft(), writing('Please pull the plug', version), 'ent_9', AT)).toEqual({
        ok: true,
        value: undefined,
      });
  });
  it('when the files alone change, or their order, then it is written', () => {
    expect(
      written(
        aDraft({ uploadIds: ['upl_1', 'upl_2'] }),
        writing('Please pull the plug', 2, { uploadIds: ['upl_2', 'upl_1'] }),
        'ent_9',
        AT,
      ).after,
    ).toMatchObject({ version: 3, uploadIds: ['upl_2', 'upl_1'] });
  });
  it.each([0, 1, 3])('when another window was first (version %i), then it is refused with both versions', (version) => {
    expect(writeDraft(aDraft(), writing('Something else', version), 'ent_9', AT)).toEqual({
      ok: false,
      error: { code: 'draft_conflict', expected: version, actual: 2 },
    });
  });
  it('when it was sent, then the next text begins anew and is not the sent one', () => {
    const sent = aDraft({ version: 5, html: '', text: '', sentAs: 'ent_8', begunAfter: undefined, keptCount: 4 });
    expect(written(sent, writing('And one more thing', 5), 'ent_8', AT).after).toEqual(
      aDraft({
        version: 6,
        html: '<p>And one more thing</p>',
        text: 'And one more thing',
        begunAt: AT,
        begunAfter: 'ent_8',
        savedAt: AT,
        keptCount: 4,
      }),
    );
  });
});

describe('what is put aside for the clock', () => {
  const kept = {
    slot: 0,
    version: 2,
    html: '<p>Please pull the plug</p>',
    text: 'Please pull the plug',
    savedAt: '2026-11-22T08:30:20.000Z',
  };
  it.each([
    ['2026-11-22T08:30:59.999Z', false],
    ['2026-11-22T08:31:00.000Z', true],
  ])('a minute after the beginning, not before: %s', (at, isKept) => {
    const result = written(aDraft(), writing('Please pull the plug now', 2), 'ent_1', at);
    expect(result.kept).toEqual(isKept ? kept : undefined);
    expect(result.after.keptCount).toBe(isKept ? 1 : 0);
    expect(result.after.keptAt).toBe(isKept ? at : undefined);
  });
  it.each([
    ['2026-11-22T08:40:59.999Z', false],
    ['2026-11-22T08:41:00.000Z', true],
  ])('a minute after the last one: %s', (at, isKept) => {
    expect(
      written(
        aDraft({ keptAt: '2026-11-22T08:40:00.000Z', keptCount: 21 }),
        writing('Please pull the plug now', 2),
        'ent_1',
        at,
      ).kept,
    ).toEqual(isKept ? { ...kept, slot: 1 } : undefined);
  });
  it.each(['', 'Buy milk', 'Thank you'])('at once when most of it goes: "%s"', (text) => {
    expect(written(aDraft(), writing(text, 2), 'ent_1', AT).kept).toEqual(kept);
  });
  it('an image at once when it is taken out', () => {
    const image = aDraft({ html: '<p><img src="cid:a"></p>', text: '' });
    expect(written(image, writing('', 2), 'ent_1', AT).kept).toMatchObject({ html: '<p><img src="cid:a"></p>' });
  });
  it('not a state without text', () => {
    const files = aDraft({ html: '', text: '', uploadIds: ['upl_1'] });
    expect(written(files, writing('Dear', 2), 'ent_1', '2026-11-22T09:30:00.000Z').kept).toBeUndefined();
  });

  it('given any writing, then the last states that were put aside stay, each in a place of its own, and none is lost before its turn', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            text: fc.constantFrom('', 'a', 'Dear', 'Dear customer', 'Dear customer, wait', 'no'),
            seconds: fc.integer({ min: 0, max: 90 }),
          }),
          { maxLength: 120 },
        ),
        (saves) => {
          let draft: Draft | undefined;
          let time = Date.parse('2026-11-22T08:00:00.000Z');
          const ring = new Map<number, KeptDraft>();
          const all: KeptDraft[] = [];
          for (const { text, seconds } of saves) {
            const at = new Date((time += seconds * 1000)).toISOString();
            const result = writeDraft(draft, writing(text, draft?.version ?? 0), undefined, at);
            if (!result.ok) throw new Error('one window is never refused');
            if (result.value === undefined) continue;
            if (draft !== undefined && draft.text !== '' && text === '')
              expect(result.value.kept?.text).toBe(draft.text);
            expect(result.value.after.version).toBe((draft?.version ?? 0) + 1);
            draft = result.value.after;
            if (result.value.kept) {
              ring.set(result.value.kept.slot, result.value.kept);
              all.push(result.value.kept);
            }
            expect(draft.keptCount).toBe(all.length);
          }
          expect(new Set(ring.values())).toEqual(new Set(all.slice(-DRAFT_VERSIONS)));
        },
      ),
    );
  });
});

it.each([
  ['', 'a', false],
  ['abcdef', 'abcdefgh', false],
  ['abcdef', 'xabcdef', false],
  ['abcdef', 'abXXcdef', false],
  ['abcdef', 'abc', false],
  ['abcdef', 'ab', true],
  ['abcdef', '', true],
  ['abcdef', 'uvwxyz', true],
  ['aaaa', 'aaa', false],
  ['abab', 'ab', false],
  ['한글 초안입니다', '한글 초안입니다만', false],
  ['한글 초안입니다', '다른 글', true],
])('isReplaced("%s", "%s") is %s', (before, after, expected) => {
  expect(isReplaced(before, after)).toBe(expected);
});

const REFUSED_AT = '2026-11-22T09:00:00.000Z';
const refused = {
  serviceId: 'support',
  number: 1024,
  agentId: 'agent_1',
  version: 7,
  html: '<p>Mine</p>',
  text: 'Mine',
  uploadIds: [],
};

it('given a text that came second, then it has a place beside the ring', () => {
  expect(refusedDraft(refused, REFUSED_AT)).toEqual({
    slot: DRAFT_VERSIONS + 2,
    version: 7,
    html: '<p>Mine</p>',
    text: 'Mine',
    savedAt: REFUSED_AT,
  });
});

it('given the same window again, then its text takes its own place; another version takes another', () => {
  expect(refusedDraft({ ...refused, text: 'Mine, and more' }, REFUSED_AT)?.slot).toBe(
    refusedDraft(refused, REFUSED_AT)?.slot,
  );
  expect(refusedDraft({ ...refused, version: 8 }, REFUSED_AT)?.slot).not.toBe(refusedDraft(refused, REFUSED_AT)?.slot);
});

it('given nothing to read, then nothing is kept; an image is', () => {
  expect(refusedDraft({ ...refused, html: '', text: ' ' }, REFUSED_AT)).toBeUndefined();
  expect(
    refusedDraft({ ...refused, html: '<img src="https://x.example.com/a.png">', text: '' }, REFUSED_AT),
  ).toMatchObject({
    version: 7,
  });
});
