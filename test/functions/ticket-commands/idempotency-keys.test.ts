import { operations, type Operations } from '../../../shared/contracts/http/operations.ts';
import type { Operation } from '../../../shared/contracts/http/define-operation.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';
import { sampleRequests } from '../../support/sample-requests.ts';

const keyed = Object.values(operations as Readonly<Record<string, Operation>>).filter(
  ({ headers }) => headers.idempotencyKey !== false,
);
const REUSED = { status: 422, body: { code: 'idempotency_key_reused' } };

let desk: HttpDesk;
let number: number;
beforeEach(async () => {
  desk = await httpDesk();
  number = await desk.create();
});

const send = ({ operationId }: Operation, request: { readonly params: object; readonly body: unknown }, key: string) =>
  desk.call(operationId as keyof Operations, {
    as: 'boss',
    params: { ...request.params, serviceId: 'support' },
    headers: { 'idempotency-key': key },
    ...(request.body === undefined ? {} : { body: request.body as object }),
  });

it.each(keyed.map((spec) => [spec.operationId, spec] as const))(
  'a key that %s was asked under, whatever came of it, serves no other operation',
  async (_id, spec) => {
    const [sample] = sampleRequests(spec);
    const first = await send(spec, sample!.request, 'k');
    expect([422, 500]).not.toContain(first.status);
    const facts = desk.memory.facts.length;
    for (const other of keyed.filter(({ operationId }) => operationId !== spec.operationId))
      expect(await send(other, sampleRequests(other)[0]!.request, 'k')).toMatchObject(REUSED);
    expect(desk.memory.facts).toHaveLength(facts);
    expect(first.status).toBe((await send(spec, sample!.request, 'k')).status);
  },
);

it('a key of a command that was refused serves no other words, and the same words once they can be done', async () => {
  const pend = (html: string) =>
    desk.call('pendTicket', { params: { number }, headers: { 'idempotency-key': 'k' }, body: { html } });
  expect(await pend('<p>Wait</p>')).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
  expect(await pend('<p>Wait a little</p>')).toMatchObject(REUSED);
  await desk.call('keepTicket', { params: { number } });
  expect(await pend('<p>Wait</p>')).toMatchObject({ status: 200, body: { status: 'pending' } });
  expect(await pend('<p>Wait</p>')).toMatchObject({ status: 200, body: { status: 'pending' } });
  expect(desk.memory.mails.size).toBe(1);
});

it('a key of a command that changed nothing serves no other', async () => {
  const edit = (priority: string) =>
    desk.call('editTicket', { params: { number }, headers: { 'idempotency-key': 'k' }, body: { priority } });
  expect(await edit('normal')).toMatchObject({ status: 200, body: { version: 1 } });
  expect(await edit('urgent')).toMatchObject(REUSED);
});

it('a key on another ticket, and a request that can not be read, which binds nothing', async () => {
  const other = await desk.create();
  const comment = (of: number, html: string) =>
    desk.call('commentTicket', { params: { number: of }, headers: { 'idempotency-key': 'k' }, body: { html } });
  expect(await comment(number, '')).toMatchObject({ status: 400 });
  expect(await comment(number, '<p>x</p>')).toMatchObject({ status: 200 });
  expect(await comment(other, '<p>x</p>')).toMatchObject(REUSED);
});
