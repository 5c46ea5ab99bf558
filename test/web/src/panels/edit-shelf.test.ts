import type { Call } from '../../../../web/src/desk/api/call-operation.ts';
import type { WholeTicketView } from '../../../../web/src/desk/api/ticket-queries.ts';
import { uploads } from '../../../../web/src/desk/uploads/window-uploads.ts';
import { dropEdits, dropReached, shelfOf } from '../../../../web/src/panels/edit-shelf.ts';
import { awaitedFiles, putEdit, putFaults, putUpload } from '../../../../web/src/panels/ticket-edits.ts';
import { conflictsOf, pendingEdits } from '../../../../web/src/panels/ticket-values.ts';
import { aWholeTicketView } from '../../support/ticket-views.ts';

const before = aWholeTicketView({ version: 1, priority: 'normal', language: 'en' });
afterEach(() => {
  dropEdits(before);
});

test('what is typed back to the ticket’s value is no edit any more', () => {
  putEdit(before, 'priority', 'high');
  putEdit(before, 'priority', 'normal');
  expect(shelfOf(before).edits.size).toBe(0);
});

describe('given an edit, when somebody else saves the very same value', () => {
  const same = aWholeTicketView({ version: 2, priority: 'high', language: 'en' });
  beforeEach(() => {
    putEdit(before, 'priority', 'high');
    putEdit(before, 'language', 'ko');
    putFaults(before, new Map([['priority', 'wrong']]));
    dropReached(same);
  });

  test('then it is no edit any more, and the others stay', () => {
    expect([...shelfOf(before).edits.keys()]).toEqual(['language']);
    expect(shelfOf(before).faults.size).toBe(0);
  });

  test('then a later change of it is no conflict', () => {
    const later = aWholeTicketView({ version: 3, priority: 'low', language: 'en' });
    const pending = pendingEdits(later, shelfOf(later).edits, []);
    expect([...pending.keys()]).toEqual(['language']);
    expect(conflictsOf(later, pending, []).size).toBe(0);
  });
});

test('given a conflict in which their value is typed, when the next version comes, then it is none any more', () => {
  putEdit(before, 'priority', 'high');
  const theirs = aWholeTicketView({ version: 2, priority: 'low', language: 'en' });
  putEdit(theirs, 'priority', 'low');
  dropReached(aWholeTicketView({ version: 3, priority: 'low', language: 'ko' }));
  expect(shelfOf(before).edits.size).toBe(0);
});

test('an edit that the ticket has not reached stays as it is', () => {
  putEdit(before, 'priority', 'high');
  const { edits } = shelfOf(before);
  dropReached(aWholeTicketView({ version: 2, priority: 'low' }));
  expect(shelfOf(before).edits).toBe(edits);
});

const key = 'fields.proof';
let count = 0;
/** A ticket with a file, and an edit that adds one which is on its way. */
const anUpload = () => {
  count += 1;
  const ticket = {
    serviceId: 'care',
    number: count,
    version: 3,
    fields: [{ code: 'proof', type: 'file', encrypted: false, value: [{ id: 'file_1', name: 'a.txt', url: '' }] }],
  } as unknown as WholeTicketView;
  const id = `job_${count}`;
  const signals: AbortSignal[] = [];
  const call = ((_operation: unknown, { signal }: { signal: AbortSignal }) => {
    signals.push(signal);
    return new Promise(() => undefined);
  }) as unknown as Call;
  putEdit(ticket, key, ['file_1', id]);
  const file = { id, name: 'b.txt', type: 'text/plain', size: 1 };
  uploads.start({ serviceId: 'care', call, file, bytes: new Blob(['b']), onArrived: () => undefined });
  const awaited = () => awaitedFiles(shelfOf(ticket).edits, uploads.states());
  return { ticket, id, awaited, hasEnded: () => signals[0]!.aborted };
};

it('given an edit with a file on its way, then it is told as what a save has to wait for', () => {
  const { awaited, ticket } = anUpload();
  expect(awaited()).toEqual([{ name: 'b.txt', standing: { kind: 'running', progress: 0 } }]);
  dropEdits(ticket);
});

it('when it arrives, then it takes its upload’s place, also beside what was edited since', () => {
  const { ticket, id, awaited } = anUpload();
  putEdit(ticket, key, [id]);
  putUpload(ticket, key, id, 'upl_1');
  expect(shelfOf(ticket).edits.get(key)).toEqual({ base: ['file_1'], seen: 3, mine: ['upl_1'] });
  expect([awaited(), uploads.fileOf(id)]).toEqual([[], undefined]);
});

it.each([
  ['the edit is taken back', ({ ticket }: ReturnType<typeof anUpload>) => dropEdits(ticket, [key]), undefined],
  [
    'the file is taken away',
    ({ ticket }: ReturnType<typeof anUpload>) => putEdit(ticket, key, null),
    { base: ['file_1'], seen: 3, mine: null },
  ],
])('when %s, then the upload ends, and nothing of it comes back', (_, take, left) => {
  const upload = anUpload();
  const { ticket, id, hasEnded } = upload;
  take(upload);
  expect([hasEnded(), uploads.fileOf(id)]).toEqual([true, undefined]);
  putUpload(ticket, key, id, 'upl_1');
  expect(shelfOf(ticket).edits.get(key)).toEqual(left);
});
