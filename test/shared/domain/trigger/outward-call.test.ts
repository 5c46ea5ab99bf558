import fc from 'fast-check';
import {
  attemptCall,
  type CallResult,
  CALLING_SECONDS,
  isTaken,
  type OutwardCall,
  settleCall,
  TRIED_FOR_SECONDS,
  waitAfter,
} from '../../../../shared/domain/trigger/outward-call.ts';
import { anOutwardCall } from '../../../support/outward.ts';

const CREATED = Date.parse(anOutwardCall().createdAt);
const after = (seconds: number) => new Date(CREATED + seconds * 1000);
const at = (seconds: number) => after(seconds).toISOString();
const taken = (over: Partial<OutwardCall> = {}) =>
  anOutwardCall({ status: 'calling', attempts: 1, attemptedAt: at(0), ...over });

describe('what a message does that comes', () => {
  test.each<[string, Partial<OutwardCall>, number, string]>([
    ['to a call that was just ordered', {}, 0, 'call'],
    ['before its time', { nextAt: at(60) }, 59, 'held'],
    ['at its time', { nextAt: at(60) }, 60, 'call'],
    ['while another one calls', { status: 'calling', attemptedAt: at(0) }, CALLING_SECONDS - 1, 'held'],
    ['after another one died', { status: 'calling', attemptedAt: at(0) }, CALLING_SECONDS, 'call'],
    ['to one that is done', { status: 'done' }, 0, 'over'],
    ['to one that was given up', { status: 'failed' }, 0, 'over'],
  ])('%s', (_, over, seconds, kind) => {
    expect(attemptCall(anOutwardCall(over), after(seconds)).kind).toBe(kind);
  });

  test('counts the attempt, and forgets when it was to be', () => {
    const attempt = attemptCall(anOutwardCall({ attempts: 2, nextAt: at(0) }), after(5));
    expect(attempt).toEqual({
      kind: 'call',
      taken: anOutwardCall({ status: 'calling', attempts: 3, attemptedAt: at(5) }),
    });
  });
});

describe('whether a receiver took it', () => {
  test.each<[OutwardCall['kind'], CallResult, boolean]>([
    ['call', { status: 200 }, true],
    ['call', { status: 204, body: '' }, true],
    ['call', { status: 299 }, true],
    ['call', { status: 300 }, false],
    ['call', { status: 404 }, false],
    ['call', { status: 500 }, false],
    ['call', { because: 'timeout' }, false],
    ['call', { status: 200, body: 'SERVER_GENERAL_ERROR' }, true],
    ['notice', { status: 200, body: 'SERVER_GENERAL_ERROR' }, false],
    ['notice', { status: 200, body: '{"header":{"isSuccessful":false,"resultCode":-1}}' }, false],
    ['notice', { status: 200, body: '{"header":{"isSuccessful":true,"resultCode":0}}' }, true],
    ['notice', { status: 200, body: 'ok' }, true],
    ['notice', { status: 200, body: 'null' }, true],
    ['notice', { status: 429 }, false],
  ])('a %s answered %j: %s', (kind, result, expected) => {
    expect(isTaken(kind, result)).toBe(expected);
  });
});

describe('what becomes of it', () => {
  test('taken, it is done', () => {
    expect(settleCall(taken(), { status: 200, body: 'ok' }, after(2))).toEqual(
      taken({ status: 'done', endedAt: at(2), answer: { at: at(2), status: 200, body: 'ok' } }),
    );
  });

  test.each<[string, CallResult]>([
    ['a fault of the receiver', { status: 503, body: 'busy' }],
    ['too many calls', { status: 429 }],
    ['a refusal, which somebody may mend', { status: 401 }],
    ['no answer', { because: 'timeout' }],
    ['no connection', { because: 'unreachable' }],
  ])('%s: it is tried again', (_, result) => {
    const next = settleCall(taken(), result, after(2));
    expect(next).toMatchObject({ status: 'waiting', attempts: 1, answer: { at: at(2), ...result } });
    expect(Date.parse(next.nextAt!)).toBeGreaterThan(after(2).getTime());
  });

  test.each<[string, CallResult]>([
    ['gone for good', { status: 410 }],
    ['an address inside', { because: 'address_refused' }],
  ])('%s: it is given up at once', (_, result) => {
    expect(settleCall(taken(), result, after(2))).toMatchObject({ status: 'failed', endedAt: at(2) });
  });

  test('a receiver that asks for time gets it, up to an hour', () => {
    const wait = (retryAfterSeconds: number) => {
      const next = settleCall(taken(), { status: 429, retryAfterSeconds }, after(0));
      expect(next.answer).toEqual({ at: at(0), status: 429 });
      return (Date.parse(next.nextAt!) - CREATED) / 1000;
    };
    expect(wait(600)).toBe(600);
    expect(wait(1)).toBe(waitAfter(1, taken().id));
    expect(wait(90_000)).toBe(3600);
  });

  test('it is given up when its next try would be after a day', () => {
    const attempts = 20;
    const longest = waitAfter(attempts, taken().id);
    const last = TRIED_FOR_SECONDS - longest;
    expect(settleCall(taken({ attempts }), { status: 500 }, after(last)).status).toBe('waiting');
    expect(settleCall(taken({ attempts }), { status: 500 }, after(last + 1)).status).toBe('failed');
  });
});

test('every receiver that never answers is tried for most of a day, about twenty times, and then no more', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      let call = anOutwardCall({ id });
      let now = after(0);
      for (let turn = 0; turn < 100 && call.status !== 'failed'; turn += 1) {
        const attempt = attemptCall(call, now);
        if (attempt.kind !== 'call') throw new Error(`not called at ${now.toISOString()}`);
        call = settleCall(attempt.taken, { because: 'timeout' }, now);
        now = new Date(call.nextAt ?? now);
      }
      expect(call.status).toBe('failed');
      expect(call.attempts).toBeGreaterThan(15);
      expect(call.attempts).toBeLessThan(30);
      expect(Date.parse(call.endedAt!)).toBeGreaterThan(after(TRIED_FOR_SECONDS - 3 * 3600 - 1).getTime());
      expect(Date.parse(call.endedAt!)).toBeLessThanOrEqual(after(TRIED_FOR_SECONDS).getTime());
    }),
  );
});
