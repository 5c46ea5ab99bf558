import { sentDraft } from '../../../../shared/domain/draft/sent-draft.ts';
import { aDraft } from '../../../support/drafts.ts';
import { anEntry } from '../../../support/tickets.ts';

const AT = '2026-11-22T09:00:00.000Z';
const entry = anEntry({ id: 'ent_5', html: '<p>Please pull the plug.</p>', text: 'Please pull the plug.' });

it('given a draft, when it is sent, then it is empty with the next version, and the text that went out is put aside with its entry', () => {
  const draft = aDraft({
    version: 4,
    uploadIds: ['upl_1'],
    keptAt: '2026-11-22T08:40:00.000Z',
    keptCount: 22,
    sentAs: 'ent_2',
  });
  expect(sentDraft(draft, 4, entry, AT)).toEqual({
    ok: true,
    value: {
      agentId: 'agent_1',
      expectedVersion: 4,
      after: {
        serviceId: 'support',
        number: 1024,
        agentId: 'agent_1',
        version: 5,
        html: '',
        text: '',
        uploadIds: [],
        begunAt: '2026-11-22T08:30:00.000Z',
        savedAt: AT,
        keptCount: 23,
        sentAs: 'ent_5',
      },
      kept: { slot: 2, version: 4, html: entry.html, text: entry.text, savedAt: AT, sentAs: 'ent_5' },
    },
  });
});

it('given a command that leaves no entry, then the draft’s own text is put aside, as of when it was saved', () => {
  const sent = sentDraft(aDraft(), 2, undefined, AT);
  expect(sent).toMatchObject({
    ok: true,
    value: {
      after: { version: 3, html: '', keptCount: 1 },
      kept: { slot: 0, version: 2, text: 'Please pull the plug', savedAt: '2026-11-22T08:30:20.000Z' },
    },
  });
  expect(sent.ok && sent.value.after).not.toHaveProperty('sentAs');
});

it('given an empty draft and no entry, then there is nothing to put aside', () => {
  const sent = sentDraft(aDraft({ html: '', text: '' }), 2, undefined, AT);
  expect(sent).toMatchObject({ ok: true, value: { after: { version: 3, keptCount: 0 } } });
  expect(sent.ok && sent.value).not.toHaveProperty('kept');
});

it('given an answer that was sent before the next autosave, then the emptied draft is used up again', () => {
  expect(sentDraft(aDraft({ version: 5, html: '', text: '', sentAs: 'ent_4' }), 5, entry, AT)).toMatchObject({
    ok: true,
    value: { expectedVersion: 5, after: { version: 6, sentAs: 'ent_5' } },
  });
});

it.each([
  [3, 4],
  [5, 4],
])('given version %i where the draft is at %i, then it is refused', (version, actual) => {
  expect(sentDraft(aDraft({ version: actual }), version, entry, AT)).toEqual({
    ok: false,
    error: { code: 'draft_conflict', expected: version, actual },
  });
});

it('given no draft, then it is refused', () => {
  expect(sentDraft(undefined, 1, entry, AT)).toEqual({
    ok: false,
    error: { code: 'draft_conflict', expected: 1, actual: 0 },
  });
});
