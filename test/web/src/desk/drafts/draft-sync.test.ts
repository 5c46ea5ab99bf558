import { isUnsaved, type Draft } from '../../../../../web/src/desk/drafts/draft.ts';
import { merged, partsOf, type ServerDraft } from '../../../../../web/src/desk/drafts/draft-sync.ts';

const at = '2026-11-22T01:05:00.000Z';
const found = (version: number, html: string): ServerDraft => ({
  version,
  html,
  uploadIds: [],
  files: [],
  begunAt: at,
  savedAt: at,
  arrived: [],
});
const local = (html: string, server: Draft['server'], over: Partial<Draft> = {}): Draft => ({
  html,
  files: [],
  command: 'resolve',
  seenVersion: 3,
  seenAt: at,
  savedAt: at,
  unsettled: null,
  title: 'Where is it?',
  trouble: null,
  server,
  other: null,
  ...over,
});
const saved = (version: number, html: string) => ({ version, html, uploadIds: [] });
const fresh = (draft: ServerDraft): Draft => ({ ...local('', null), ...partsOf(draft) });
const unsettled = { command: 'resolve', html: 'A', uploadIds: [], draftVersion: 2, version: 3, key: 'key-1' } as const;

describe('given the server’s draft and this browser’s', () => {
  it.each([
    ['neither has a text: there is none', null, found(4, ''), null],
    ['the server alone has one: it is taken', null, found(4, 'S'), { html: 'S', server: saved(4, 'S') }],
    ['nothing happened elsewhere: this one goes on', local('B', saved(2, 'A')), found(2, 'A'), { html: 'B' }],
    ['it was written on elsewhere alone: that is taken', local('A', saved(2, 'A')), found(3, 'AB'), { html: 'AB' }],
    ['it was sent or discarded elsewhere: it goes', local('A', saved(2, 'A')), found(3, ''), null],
    [
      'it was sent elsewhere and written on here: it stays',
      local('B', saved(2, 'A')),
      found(3, ''),
      { html: 'B', server: saved(3, '') },
    ],
    [
      'both were written on: both stay',
      local('B', saved(2, 'A')),
      found(3, 'C'),
      { html: 'B', server: saved(2, 'A'), other: { html: 'C', version: 3 } },
    ],
    [
      'it was begun here before the server’s was known: both stay',
      local('B', null),
      found(3, 'C'),
      { html: 'B', other: { html: 'C', version: 3 } },
    ],
    ['both say the same: they are one', local('C', null), found(3, 'C'), { server: saved(3, 'C'), other: null }],
    [
      'an answer was refused and the draft is gone: the text stays',
      local('A', saved(2, 'A'), { trouble: { code: 'forbidden', at, title: '' } }),
      found(3, ''),
      { html: 'A', trouble: { code: 'forbidden' } },
    ],
    [
      'nobody knows whether the answer was sent: it is left alone',
      local('A', saved(2, 'A'), { unsettled: { ...unsettled, uploadIds: [] } }),
      found(3, ''),
      { html: 'A', server: saved(2, 'A') },
    ],
  ])('%s', (_, kept, answered, expected) => {
    const after = merged(kept, answered, fresh);
    if (expected === null) expect(after).toBeNull();
    else expect(after).toMatchObject(expected);
  });
});

it('a text is unsaved while the server has another, or other files', () => {
  const file = { id: 'f', name: 'a.pdf', type: 'application/pdf', size: 1, uploadId: 'upl_1' };
  expect([
    isUnsaved(local('A', null)),
    isUnsaved(local('A', saved(1, 'B'))),
    isUnsaved(local('A', saved(1, 'A'), { files: [file] })),
    isUnsaved(local('A', saved(1, 'A'), { files: [{ ...file, uploadId: null }] })),
  ]).toEqual([true, true, true, false]);
});
