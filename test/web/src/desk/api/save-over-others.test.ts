import { QueryClient } from '@tanstack/react-query';
import type { Call } from '../../../../../web/src/desk/api/call-operation.ts';
import { ProblemError } from '../../../../../web/src/desk/api/problem-error.ts';
import { queryKeys } from '../../../../../web/src/desk/api/query-keys.ts';
import { saveOverOthers, type TicketEdit } from '../../../../../web/src/desk/api/save-over-others.ts';
import { aTicketView, aWholeTicketView } from '../../../support/ticket-views.ts';

const PLACE = { serviceId: 'shop', number: 1 };
const KEY = queryKeys.ticket('shop', 1);
const refusal = (code: string, status: number) =>
  new ProblemError({ type: 'about:blank', title: code, status, code }, status);

/** A ticket that others change as often as is said, each time a moment before the edit arrives. */
const aDesk = async (changesOfOthers: number) => {
  const cache = new QueryClient();
  const state = { version: 1, left: changesOfOthers };
  await cache.fetchQuery({ queryKey: KEY, queryFn: () => aWholeTicketView({ version: state.version }) });
  const sent: (number | undefined)[] = [];
  const call = ((_operation: unknown, { ifMatch }: { readonly ifMatch?: number }) => {
    sent.push(ifMatch);
    if (state.left > 0) {
      state.left -= 1;
      state.version += 1;
    }
    return ifMatch === state.version
      ? Promise.resolve(aTicketView({ version: state.version + 1 }))
      : Promise.reject(refusal('version_conflict', 412));
  }) as unknown as Call;
  const editNow = (): TicketEdit => ({
    body: { title: 'Mine' },
    version: cache.getQueryData<{ readonly version: number }>(KEY)!.version,
    key: 'key',
  });
  return { cache, call, sent, editNow };
};

test.each([0, 1, 3])(
  'given %i changes of others in a row, then the edit is saved over the newest version',
  async (changes) => {
    const { cache, call, sent, editNow } = await aDesk(changes);
    const saved = await saveOverOthers({ call, cache }, PLACE, editNow(), editNow);
    expect(saved?.ticket.version).toBe(changes + 2);
    expect(saved?.edit.version).toBe(changes + 1);
    expect(sent).toEqual(Array.from({ length: changes + 1 }, (_, index) => index + 1));
  },
);

test('given others who never stop, then the agent is told after four tries', async () => {
  const { cache, call, sent, editNow } = await aDesk(9);
  await expect(saveOverOthers({ call, cache }, PLACE, editNow(), editNow)).rejects.toMatchObject({
    code: 'version_conflict',
  });
  expect(sent).toEqual([1, 2, 3, 4]);
});

test('when the agent has to look first, then nothing more is sent', async () => {
  const { cache, call, sent, editNow } = await aDesk(1);
  expect(await saveOverOthers({ call, cache }, PLACE, editNow(), () => null)).toBeNull();
  expect(sent).toEqual([1]);
});

test('any other refusal is no reason to try again', async () => {
  const { cache, editNow } = await aDesk(0);
  const call = (() => Promise.reject(refusal('forbidden', 403))) as unknown as Call;
  const next = jest.fn(editNow);
  await expect(saveOverOthers({ call, cache }, PLACE, editNow(), next)).rejects.toMatchObject({ code: 'forbidden' });
  expect(next).not.toHaveBeenCalled();
});
