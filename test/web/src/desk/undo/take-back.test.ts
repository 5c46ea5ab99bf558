import type { Call } from '../../../../../web/src/desk/api/call-operation.ts';
import { isWorthRetrying } from '../../../../../web/src/desk/api/problem-error.ts';
import { isClearRefusal } from '../../../../../web/src/desk/drafts/trouble.ts';
import { takeBack } from '../../../../../web/src/desk/undo/take-back.ts';

type Asked = { readonly operationId: string; readonly params: object; readonly idempotencyKey?: string };

/** An API that answers with these, one after another. */
const anApi = (...answers: readonly unknown[]) => {
  const asked: Asked[] = [];
  const call = (async ({ operationId }: { operationId: string }, input: Omit<Asked, 'operationId'>) => {
    asked.push({ operationId, ...input });
    return answers[asked.length - 1];
  }) as unknown as Call;
  return { call, asked };
};
const one = { number: 1, entryId: 'ent_1' };
const two = { number: 2, entryId: 'ent_2' };
const refused = (code: string, status: number) => ({
  ok: false,
  number: 2,
  problem: { code, title: code, status },
});
const done = { ok: true, number: 1, version: 3, status: 'processing', lastEntryId: null };

it('when one answer is taken back, then in its own service, whichever is open', async () => {
  const ticket = { serviceId: 'sales', number: 1 };
  const { call, asked } = anApi(ticket);
  expect(await takeBack(call, { serviceId: 'sales', answers: [one] })).toEqual({ ticket });
  expect(asked).toEqual([
    { operationId: 'takeBackAnswer', params: { serviceId: 'sales', number: 1 }, body: { entryId: 'ent_1' } },
  ]);
});

it('when a batch is taken back, then together, and it is told which was refused', async () => {
  const { call, asked } = anApi({ results: [done, refused('undo_too_late', 409)] });
  expect(await takeBack(call, { serviceId: 'sales', answers: [one, two] })).toEqual({ refused: [2] });
  expect(asked).toMatchObject([
    {
      operationId: 'batchTickets',
      params: { serviceId: 'sales' },
      body: { numbers: [1, 2], command: { kind: 'undo', entryIds: ['ent_1', 'ent_2'] } },
    },
  ]);
});

it('when a batch is repeated, then with the key that it had, and another batch has another', async () => {
  const { call, asked } = anApi({ results: [done] }, { results: [done] }, { results: [done] });
  await takeBack(call, { serviceId: 'care', answers: [one, two] });
  await takeBack(call, { serviceId: 'care', answers: [one, two] });
  await takeBack(call, { serviceId: 'care', answers: [two, one] });
  const [first, again, other] = asked.map(({ idempotencyKey }) => idempotencyKey);
  expect(first).toMatch(/^[!-~]{1,255}$/);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

it('when one of a batch failed, then it is no clear refusal, and is worth repeating', async () => {
  const { call } = anApi({ results: [done, refused('internal_error', 500)] });
  const error: unknown = await takeBack(call, { serviceId: 'care', answers: [one, two] }).catch(
    (cause: unknown) => cause,
  );
  expect([isClearRefusal(error), isWorthRetrying(error)]).toEqual([false, true]);
});
