import { DRAFT_VERSIONS } from '../../../../shared/domain/draft/draft.ts';
import { refusedDraft } from '../../../../shared/domain/draft/refused-draft.ts';

const AT = '2026-11-22T09:00:00.000Z';
const writing = {
  serviceId: 'support',
  number: 1024,
  agentId: 'agent_1',
  version: 7,
  html: '<p>Mine</p>',
  text: 'Mine',
  uploadIds: [],
};

it('given a text that came second, then it has a place beside the ring', () => {
  expect(refusedDraft(writing, AT)).toEqual({
    slot: DRAFT_VERSIONS + 2,
    version: 7,
    html: '<p>Mine</p>',
    text: 'Mine',
    savedAt: AT,
  });
});

it('given the same window again, then its text takes its own place; another version takes another', () => {
  expect(refusedDraft({ ...writing, text: 'Mine, and more' }, AT)?.slot).toBe(refusedDraft(writing, AT)?.slot);
  expect(refusedDraft({ ...writing, version: 8 }, AT)?.slot).not.toBe(refusedDraft(writing, AT)?.slot);
});

it('given nothing to read, then nothing is kept; an image is', () => {
  expect(refusedDraft({ ...writing, html: '', text: ' ' }, AT)).toBeUndefined();
  expect(refusedDraft({ ...writing, html: '<img src="https://x.example.com/a.png">', text: '' }, AT)).toMatchObject({
    version: 7,
  });
});
