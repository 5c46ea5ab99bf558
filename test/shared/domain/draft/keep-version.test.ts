import { discardedDraft } from '../../../../shared/domain/draft/keep-version.ts';
import { aDraft } from '../../../support/drafts.ts';

const AT = '2026-11-22T09:00:00.000Z';

it('given a draft, when it is thrown away, then it is empty with the next version and its text is put aside', () => {
  expect(
    discardedDraft(aDraft({ keptAt: '2026-11-22T08:45:00.000Z', keptCount: 3, uploadIds: ['upl_1'] }), 2, AT),
  ).toEqual({
    ok: true,
    value: {
      after: {
        serviceId: 'support',
        number: 1024,
        agentId: 'agent_1',
        version: 3,
        html: '',
        text: '',
        uploadIds: [],
        begunAt: '2026-11-22T08:30:00.000Z',
        savedAt: AT,
        keptCount: 4,
      },
      kept: {
        slot: 3,
        version: 2,
        html: '<p>Please pull the plug</p>',
        text: 'Please pull the plug',
        savedAt: '2026-11-22T08:30:20.000Z',
      },
    },
  });
});

it('given files without text, then they go and nothing is put aside', () => {
  const discarded = discardedDraft(aDraft({ html: '', text: '', uploadIds: ['upl_1'] }), 2, AT);
  expect(discarded).toMatchObject({ ok: true, value: { after: { version: 3, uploadIds: [], keptCount: 0 } } });
  expect(discarded.ok && discarded.value).not.toHaveProperty('kept');
});

it('given nothing, or a draft that was sent or thrown away, then there is nothing to do, whatever the version', () => {
  for (const draft of [undefined, aDraft({ html: '', text: '' }), aDraft({ html: '', text: '', sentAs: 'ent_4' })])
    for (const version of [1, 2]) expect(discardedDraft(draft, version, AT)).toEqual({ ok: true, value: undefined });
});

it('given another window that went on writing, then it is refused', () => {
  expect(discardedDraft(aDraft(), 1, AT)).toEqual({
    ok: false,
    error: { code: 'draft_conflict', expected: 1, actual: 2 },
  });
});
