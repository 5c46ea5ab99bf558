import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';

// The desk's clock begins at 09:00 and goes a second at each reading.
const AT = '2026-11-22T19:30:00+09:00';
const body = { phone: '010-1234-5678', at: AT, note: ' About the invoice ' };
const reserve = async (desk: HttpDesk, number: number, over: object = {}, as = 'first') => {
  const answer = await desk.call('reserveCall', { as, params: { number }, body: { ...body, ...over } });
  if (answer.status !== 201) throw new Error(`No call was reserved: ${JSON.stringify(answer.body)}`);
  return answer.body as { callId: string; version: number };
};
const lastFacts = async (desk: HttpDesk, number: number) =>
  (await desk.call('listEvents', { params: { number } })).body['events'] as {
    type: string;
    callId: string | null;
    changes: object;
  }[];

describe('given a ticket whose customer was promised a call', () => {
  it('when it is reserved, then it is the caller’s, its number is normalized by the service’s country, and the ticket is as it was', async () => {
    const desk = await httpDesk();
    const number = await desk.create();
    const answer = await desk.call('reserveCall', { params: { number }, body });
    expect(answer).toMatchObject({
      status: 201,
      headers: { etag: '"1"' },
      body: {
        serviceId: 'support',
        number,
        version: 1,
        phone: '+821012345678',
        at: '2026-11-22T10:30:00.000Z',
        note: 'About the invoice',
        ownerId: 'first',
        status: 'open',
        createdBy: 'first',
        endedAt: null,
      },
    });
    expect((await desk.call('getTicket', { params: { number } })).body['version']).toBe(1);
    expect((await lastFacts(desk, number))[0]).toMatchObject({
      type: 'call_reserved',
      callId: answer.body['callId'],
      changes: {
        callAt: { before: null, after: '2026-11-22T10:30:00.000Z' },
        callOwner: { before: null, after: 'first' },
        callPhone: { before: null, after: '+821012345678' },
      },
    });
  });

  it.each([
    ['a number that is none', { phone: '1234567890123456789' }, 400, { code: 'phone_invalid' }],
    ['a time that is over', { at: '2026-11-22T08:59:00Z' }, 400, { code: 'call_time_invalid', because: 'past' }],
    [
      'a time beyond a year and a day',
      { at: '2028-01-01T00:00:00Z' },
      400,
      { code: 'call_time_invalid', because: 'too_far' },
    ],
    ['no time at all', { at: 'tomorrow' }, 400, { code: 'validation_failed' }],
    ['a time without an offset', { at: '2026-11-22T19:30:00' }, 400, { code: 'validation_failed' }],
    ['a note that is too long', { note: 'x'.repeat(501) }, 400, { code: 'validation_failed' }],
    ['an owner who is unknown', { ownerId: 'nobody' }, 409, { code: 'assignee_unavailable', because: 'unknown' }],
    [
      'an owner who left',
      { ownerId: 'gone' },
      409,
      { code: 'assignee_unavailable', because: 'left', assigneeName: 'Gone Agent' },
    ],
    ['an owner of another service', { ownerId: 'stranger' }, 409, { code: 'assignee_unavailable', because: 'unknown' }],
  ])('when it is reserved with %s, then it is refused and nothing is written', async (_what, over, status, problem) => {
    const desk = await httpDesk();
    const number = await desk.create();
    expect(await desk.call('reserveCall', { params: { number }, body: { ...body, ...over } })).toMatchObject({
      status,
      body: problem,
    });
    expect((await desk.call('listTicketCalls', { params: { number } })).body).toEqual({ calls: [], nextCursor: null });
    expect((await lastFacts(desk, number)).map(({ type }) => type)).toEqual(['ticket_created']);
  });

  it('when the ticket is not there, or another service’s, then it is not found', async () => {
    const desk = await httpDesk();
    expect(await desk.call('reserveCall', { params: { number: 7 }, body })).toMatchObject({
      status: 404,
      body: { code: 'ticket_not_found' },
    });
    const number = await desk.create();
    expect(await desk.call('reserveCall', { as: 'stranger', params: { number }, body })).toMatchObject({
      status: 404,
      body: { code: 'service_not_found' },
    });
    expect(await desk.call('listTicketCalls', { params: { number: 7 } })).toMatchObject({
      status: 404,
      body: { code: 'ticket_not_found' },
    });
  });
});

describe('given a reserved call', () => {
  it('when any agent moves it and gives it away, then its log says so and its version grows', async () => {
    const desk = await httpDesk();
    const number = await desk.create();
    const { callId } = await reserve(desk, number);
    const answer = await desk.call('changeCall', {
      as: 'second',
      params: { number, callId },
      headers: { 'if-match': '"1"' },
      body: { at: '2026-11-22T11:00:00Z', ownerId: 'boss' },
    });
    expect(answer).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: {
        version: 2,
        at: '2026-11-22T11:00:00.000Z',
        ownerId: 'boss',
        phone: '+821012345678',
        note: 'About the invoice',
      },
    });
    expect((await lastFacts(desk, number))[0]).toMatchObject({
      type: 'call_changed',
      callId,
      changes: {
        callAt: { before: '2026-11-22T10:30:00.000Z', after: '2026-11-22T11:00:00.000Z' },
        callOwner: { before: 'first', after: 'boss' },
      },
    });
  });

  it('when it is changed to what it is, then nothing is written', async () => {
    const desk = await httpDesk();
    const number = await desk.create();
    const { callId } = await reserve(desk, number);
    const before = await lastFacts(desk, number);
    expect(
      await desk.call('changeCall', { params: { number, callId }, body: { phone: '+82 10-1234-5678' } }),
    ).toMatchObject({ status: 200, headers: { etag: '"1"' }, body: { version: 1 } });
    expect(await lastFacts(desk, number)).toEqual(before);
  });

  it.each([
    ['nothing', {}, 400, { code: 'validation_failed' }],
    ['a number that is none', { phone: '12' + '3'.repeat(20) }, 400, { code: 'phone_invalid' }],
    ['a time that is over', { at: '2026-11-22T08:00:00Z' }, 400, { code: 'call_time_invalid', because: 'past' }],
    ['an owner who left', { ownerId: 'gone' }, 409, { code: 'assignee_unavailable', because: 'left' }],
  ])('when it is changed to %s, then it is refused', async (_what, changes, status, problem) => {
    const desk = await httpDesk();
    const number = await desk.create();
    const { callId } = await reserve(desk, number);
    expect(await desk.call('changeCall', { params: { number, callId }, body: changes })).toMatchObject({
      status,
      body: problem,
    });
  });

  it.each([
    ['finishCall', 'done', 'call_done'],
    ['cancelCall', 'cancelled', 'call_cancelled'],
  ] as const)('when %s is asked, then it is over for everybody', async (operation, status, type) => {
    const desk = await httpDesk();
    const number = await desk.create();
    const { callId } = await reserve(desk, number);
    expect(await desk.call(operation, { as: 'second', params: { number, callId }, body: {} })).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { status, version: 2, endedAt: expect.stringMatching(/Z$/) as string },
    });
    expect((await lastFacts(desk, number))[0]).toMatchObject({ type, callId });
    for (const [again, changes] of [
      ['finishCall', {}],
      ['cancelCall', {}],
      ['changeCall', { note: 'x' }],
    ] as const)
      expect(await desk.call(again, { params: { number, callId }, body: changes })).toMatchObject({
        status: 409,
        body: { code: 'call_ended', callStatus: status },
      });
    expect((await desk.call('listOpenCalls')).body).toEqual({ calls: [], nextCursor: null });
    expect((await desk.call('listTicketCalls', { params: { number } })).body['calls']).toEqual([
      expect.objectContaining({ callId, status }),
    ]);
  });

  it('when somebody goes by an older version, then they are told which it is now', async () => {
    const desk = await httpDesk();
    const number = await desk.create();
    const { callId } = await reserve(desk, number);
    await desk.call('changeCall', { params: { number, callId }, body: { note: 'Two numbers' } });
    for (const [operation, changes] of [
      ['changeCall', { note: 'x' }],
      ['finishCall', {}],
      ['cancelCall', {}],
    ] as const)
      expect(
        await desk.call(operation, { params: { number, callId }, headers: { 'if-match': '"1"' }, body: changes }),
      ).toMatchObject({ status: 412, body: { code: 'version_conflict', expectedVersion: 1, actualVersion: 2 } });
  });

  it('when eight agents change it at once, then every change is kept and told, and whoever goes by the version they read comes second', async () => {
    const desk = await httpDesk();
    const number = await desk.create();
    const { callId } = await reserve(desk, number);
    const change = (minute: string, headers = {}) =>
      desk.call('changeCall', { params: { number, callId }, headers, body: { at: `2026-11-22T11:${minute}:00Z` } });
    const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((minute) => change(`0${String(minute)}`)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.map(({ body: { version } }) => version as number).sort((a, b) => a - b)).toEqual([
      2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    expect((await lastFacts(desk, number)).filter(({ type }) => type === 'call_changed')).toHaveLength(8);

    // To none of the times before: what changes nothing makes no version.
    const guarded = await Promise.all(['20', '30', '40'].map((minute) => change(minute, { 'if-match': '"9"' })));
    expect(guarded.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(guarded.filter(({ status }) => status === 412)).toHaveLength(2);
  });

  it('when it is another ticket’s, then it is not found', async () => {
    const desk = await httpDesk();
    const [number, other] = [await desk.create(), await desk.create()];
    const { callId } = await reserve(desk, number);
    for (const [operation, changes] of [
      ['changeCall', { note: 'x' }],
      ['finishCall', {}],
      ['cancelCall', {}],
    ] as const)
      expect(await desk.call(operation, { params: { number: other, callId }, body: changes })).toMatchObject({
        status: 404,
        body: { code: 'call_not_found' },
      });
  });
});

describe('given open calls of several agents', () => {
  const aDeskOfCalls = async () => {
    const desk = await httpDesk();
    const [one, two] = [await desk.create(), await desk.create()];
    await reserve(desk, one, { at: '2026-11-22T12:00:00Z' });
    await reserve(desk, two, { at: '2026-11-22T10:00:00Z' });
    await reserve(desk, two, { at: '2026-11-22T11:00:00Z', ownerId: 'second' });
    return { desk, one, two };
  };
  const times = (answer: { body: Record<string, unknown> }) =>
    (answer.body['calls'] as { at: string }[]).map(({ at }) => at.slice(11, 16));

  it('then everybody sees their own, another’s or all of them, the earliest first', async () => {
    const { desk } = await aDeskOfCalls();
    expect(times(await desk.call('listOpenCalls'))).toEqual(['10:00', '12:00']);
    expect(times(await desk.call('listOpenCalls', { as: 'second' }))).toEqual(['11:00']);
    expect(times(await desk.call('listOpenCalls', { query: { owner: 'second' } }))).toEqual(['11:00']);
    expect(times(await desk.call('listOpenCalls', { query: { owner: 'all' } }))).toEqual(['10:00', '11:00', '12:00']);
    expect(
      times(
        await desk.call('listOpenCalls', { as: 'stranger', params: { serviceId: 'other' }, query: { owner: 'all' } }),
      ),
    ).toEqual([]);
  });

  it('then they come page by page, and a cursor of another list is refused', async () => {
    const { desk } = await aDeskOfCalls();
    const first = await desk.call('listOpenCalls', { query: { owner: 'all', limit: '2' } });
    expect(times(first)).toEqual(['10:00', '11:00']);
    const cursor = first.body['nextCursor'] as string;
    const second = await desk.call('listOpenCalls', { query: { owner: 'all', limit: '2', cursor } });
    expect([times(second), second.body['nextCursor']]).toEqual([['12:00'], null]);
    expect(await desk.call('listOpenCalls', { query: { owner: 'mine', cursor } })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed' },
    });
  });

  it('then a ticket shows its own, the newest reservation first', async () => {
    const { desk, two } = await aDeskOfCalls();
    expect(times(await desk.call('listTicketCalls', { params: { number: two } }))).toEqual(['11:00', '10:00']);
  });
});
