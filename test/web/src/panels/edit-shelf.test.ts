import type { Call } from '../../../../web/src/desk/api/call-operation.ts';
import type { WholeTicketView } from '../../../../web/src/desk/api/ticket-queries.ts';
import { uploads } from '../../../../web/src/desk/uploads/window-uploads.ts';
import { awaitedFiles, dropEdits, putEdit, putUpload, shelfOf } from '../../../../web/src/panels/edit-shelf.ts';

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
