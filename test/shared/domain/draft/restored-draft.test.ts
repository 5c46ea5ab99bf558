import { restoredDraft } from '../../../../shared/domain/draft/restored-draft.ts';
import { aDraft } from '../../../support/drafts.ts';

const AT = '2026-11-22T09:00:05.000Z';
const given = {
  serviceId: 'support',
  number: 1024,
  agentId: 'agent_1',
  files: [{ uploadId: 'upl_1', name: 'plan.txt', type: 'text/plain', size: 11 }],
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
      files: given.files,
      begunAt: AT,
      begunAfter: 'ent_0',
      savedAt: AT,
      keptCount: draft?.keptCount ?? 0,
    },
  });
});

it('given an answer without files, then the draft has none', () => {
  const { after } = restoredDraft(undefined, { ...given, files: [] }, AT);
  expect(after.uploadIds).toEqual([]);
  expect(after).not.toHaveProperty('files');
});

describe('given a draft that was begun since', () => {
  const draft = aDraft({ version: 4, html: '<p>New</p>', text: 'New', keptCount: 2 });

  it('then it stays with the files added, and the text is among its versions', () => {
    expect(restoredDraft(draft, given, AT)).toEqual({
      agentId: 'agent_1',
      expectedVersion: 4,
      after: { ...draft, version: 5, keptCount: 3, uploadIds: ['upl_1'], files: given.files },
      kept: { slot: 2, version: 5, html: '<p>Pull the plug</p>', text: 'Pull the plug', savedAt: AT },
    });
  });

  it('with files, then its own come first, none is there twice, and there are only as many as one text can have', () => {
    const own = ['upl_a', 'upl_0'];
    const file = (uploadId: string) => ({ uploadId, name: `${uploadId}.txt`, type: 'text/plain', size: 1 });
    const many = Array.from({ length: 10 }, (_, i) => file(`upl_${i}`));
    const { after } = restoredDraft({ ...draft, uploadIds: own, files: own.map(file) }, { ...given, files: many }, AT);
    expect(after.uploadIds).toEqual([...own, ...many.slice(1, 9).map(({ uploadId }) => uploadId)]);
    expect(after.files).toEqual([...own.map(file), ...many.slice(1, 9)]);
  });
});
