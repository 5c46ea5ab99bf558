import { WriteContentionError, type SaveRefusal } from '../../../../shared/application/ports/tickets.ts';
import { decideAndSave } from '../../../../shared/application/tickets/change-ticket.ts';
import { err, ok } from '../../../../shared/domain/kernel/result.ts';
import type { DecisionContext } from '../../../../shared/domain/ticket/decision.ts';
import { steppingClock } from '../../../support/clock.ts';
import { aChange, aMail, aTicket } from '../../../support/tickets.ts';

const VERSION: SaveRefusal = { code: 'version_conflict', expected: 2, actual: 3 };
const FOLLOW_UP: SaveRefusal = { code: 'follow_up_exists', number: 7 };
const change = aChange(aTicket({ version: 3 }));

/** Saving is refused for these reasons, one after the other, and then succeeds. */
const saving = (refusals: readonly SaveRefusal[]) => {
  const left = [...refusals];
  const [moments, saved, waits]: [DecisionContext[], unknown[], number[]] = [[], [], []];
  return {
    moments,
    saved,
    waits,
    decide: async (contextNow: () => DecisionContext) => {
      moments.push(contextNow());
      return ok(change);
    },
    deps: {
      tickets: {
        save: async (each: typeof change) => {
          saved.push(each);
          const refusal = left.shift();
          return refusal === undefined ? ok(each.ticket) : err(refusal);
        },
      },
      clock: steppingClock(),
      backoff: async (attempt: number) => {
        waits.push(attempt);
      },
    },
  };
};
const options = { correlationId: 'cor_1', what: 'ticket 1024 of support' };

it.each([
  ['no conflict', []],
  ['one conflict', [VERSION]],
  ['two conflicts', [VERSION, VERSION]],
  ['another follow-up and a conflict', [FOLLOW_UP, VERSION]],
])('given %s, then it is decided so often with ids of its own and saved once', async (_name, refusals) => {
  const { deps, decide, moments, saved, waits } = saving(refusals);
  expect(await decideAndSave(deps, options, decide)).toEqual(ok(change));
  expect(saved).toHaveLength(refusals.length + 1);
  expect(waits).toEqual(refusals.map((_, index) => index + 1));
  expect(new Set(moments.map(({ factId }) => factId)).size).toBe(moments.length);
  expect(new Set(moments.map(({ entryId }) => entryId)).size).toBe(moments.length);
  expect(moments.every(({ correlationId }) => correlationId === 'cor_1')).toBe(true);
});

it.each([{}, { isVersionGiven: true }])(
  'given an answer that is taken back, when its mail and then the draft are others by now, then it is decided again (%j)',
  async (more) => {
    const { deps, moments } = saving([{ code: 'mail_changed' }, { code: 'draft_conflict', expected: 1, actual: 2 }]);
    const takenBack = { ...change, takenBack: { mail: aMail({ status: 'taken_back' }), before: aMail() } };
    const decide = async (contextNow: () => DecisionContext) => {
      moments.push(contextNow());
      return ok(takenBack);
    };
    expect(await decideAndSave(deps, { ...options, ...more }, decide)).toEqual(ok(takenBack));
    expect(moments).toHaveLength(3);
  },
);

it.each([
  [{}, 10],
  [{ attempts: 25 }, 25],
])('given conflicts without end and %j, then it gives up after %i decisions', async (limit, times) => {
  const { deps, decide, moments } = saving(Array.from({ length: 30 }, () => VERSION));
  await expect(decideAndSave(deps, { ...options, ...limit }, decide)).rejects.toThrow(WriteContentionError);
  expect(moments).toHaveLength(times);
});

it('given a version that the caller named, then a conflict is the answer', async () => {
  const { deps, decide, moments } = saving([VERSION]);
  expect(await decideAndSave(deps, { ...options, isVersionGiven: true }, decide)).toEqual(err(VERSION));
  expect(moments).toHaveLength(1);
});

it.each<SaveRefusal>([
  { code: 'already_done', number: 7 },
  { code: 'idempotency_key_reused' },
  { code: 'mail_already_received', number: 7 },
  { code: 'agent_returned' },
  { code: 'draft_conflict', expected: 1, actual: 2 },
  { code: 'upload_not_found', uploadId: 'upl_1' },
])('given that saving is refused with $code, then that is the answer at once', async (refusal) => {
  const { deps, decide, moments } = saving([refusal]);
  expect(await decideAndSave(deps, options, decide)).toEqual(err(refusal));
  expect(moments).toHaveLength(1);
});

it('given a refusal of the decision, then nothing is saved', async () => {
  const { deps, saved } = saving([]);
  expect(await decideAndSave(deps, options, async () => err('not now'))).toEqual(err('not now'));
  expect(saved).toEqual([]);
});

it('given a fault, then it is thrown at once', async () => {
  const { deps, waits } = saving([]);
  const fault = new Error('the table is gone');
  await expect(decideAndSave(deps, options, () => Promise.reject(fault))).rejects.toBe(fault);
  expect(waits).toEqual([]);
});
