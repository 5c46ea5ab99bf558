import { restoredDraft } from '../../../../shared/domain/draft/restored-draft.ts';
import { aDraft } from '../../../support/drafts.ts';

const AT = '2026-11-22T09:00:05.000Z';
const given = {
  serviceId: 'support',
  number: 1024,
  agentId: 'agent_1',
  uploadIds: ['upl_1'],
  entry: { html: '<p>Pull the plug</p>', text: 'Pull the plug' },
  begunAfter: 'ent_0',
};

it.each([
  ['none was ever written', undefined, 0],
  [
    'it was emptied by sending',
    aDraft({ version: 4, html: '', text: '', uploadIds: [], keptCount: 2, sentAs: 'ent_1' }),
    4,
  ],
])('given a draft of which %s, then it has the text again, one version on', (_name, draft, version) => {
  expect(restoredDraft(draft, given, AT)).toEqual({
    agentId: 'agent_1',
    expectedVersion: version,
    after: {
      serviceId: 'support',
      number: 1024,
      agentId: 'agent_1',
      version: version + 1,
      html: '<p>Pull the plug</p>',
      text: 'Pull the plug',
      uploadIds: ['upl_1'],
      begunAt: AT,
      begunAfter: 'ent_0',
      savedAt: AT,
      keptCount: draft?.keptCount ?? 0,
    },
  });
});

it('given a draft that was begun since, then it stays, and the text is among its versions', () => {
  const draft = aDraft({ version: 4, html: '<p>New</p>', text: 'New', keptCount: 2 });
  expect(restoredDraft(draft, given, AT)).toEqual({
    agentId: 'agent_1',
    expectedVersion: 4,
    after: { ...draft, version: 5, keptCount: 3 },
    kept: { slot: 2, version: 5, html: '<p>Pull the plug</p>', text: 'Pull the plug', savedAt: AT },
  });
});
