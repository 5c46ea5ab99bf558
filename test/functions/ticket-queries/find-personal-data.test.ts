import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';

let desk: HttpDesk;
let number: number;
let entryId: string;
beforeEach(async () => {
  desk = await httpDesk();
  number = await desk.create({
    html: '<p>연락처 <b>010-1234</b>-5678</p><p>주문번호 2024112212345678 &amp; hong@example.com</p>',
  });
  entryId = desk.memory.entries.get(`support#${number}`)![0]!.id;
});

describe('findPersonalData', () => {
  it('offers spans of the text content, not the data itself, and changes nothing', async () => {
    const facts = (await desk.call('listEvents', { params: { number } })).body;
    const { status, body } = await desk.call('findPersonalData', { params: { number, entryId } });
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        revision: 0,
        spans: [
          { kind: 'phone', start: 4, end: 17 },
          { kind: 'email', start: 41, end: 57 },
        ],
        beginningOnly: false,
      },
    });
    expect((await desk.call('listEvents', { params: { number } })).body).toEqual(facts);
    expect(JSON.stringify(desk.log.lines)).not.toContain('5678');
  });

  it('reads the text as it is masked by now, and says for which masks its offsets hold', async () => {
    const [entry] = desk.memory.entries.get(`support#${number}`)!;
    desk.memory.entries.set(`support#${number}`, [
      {
        ...entry!,
        html: '<p>연락처 <b>********</b>*****</p><p>&amp; hong@example.com</p>',
        masking: { revision: 2, masks: [] },
      },
    ]);
    expect((await desk.call('findPersonalData', { params: { number, entryId } })).body).toEqual({
      revision: 2,
      spans: [{ kind: 'email', start: 19, end: 35 }],
      beginningOnly: false,
    });
  });

  it('says when it has read only the beginning of a long text', async () => {
    const [entry] = desk.memory.entries.get(`support#${number}`)!;
    desk.memory.entries.set(`support#${number}`, [{ ...entry!, html: '<p>Nobody</p>', wholeKey: 'whole/1' }]);
    expect((await desk.call('findPersonalData', { params: { number, entryId } })).body).toEqual({
      revision: 0,
      spans: [],
      beginningOnly: true,
    });
  });

  it('knows neither other tickets nor other entries, nor lets strangers look', async () => {
    const other = await desk.create();
    expect(await desk.call('findPersonalData', { params: { number: other, entryId } })).toMatchObject({
      status: 404,
      body: { code: 'entry_not_found', entryId },
    });
    expect(await desk.call('findPersonalData', { params: { number: 999, entryId } })).toMatchObject({
      status: 404,
      body: { code: 'ticket_not_found' },
    });
    expect(await desk.call('findPersonalData', { as: 'stranger', params: { number, entryId } })).toMatchObject({
      status: 404,
      body: { code: 'service_not_found' },
    });
    expect(
      await desk.call('findPersonalData', { as: 'stranger', params: { serviceId: 'other', number, entryId } }),
    ).toMatchObject({ status: 404, body: { code: 'ticket_not_found' } });
    expect(await desk.call('findPersonalData', { as: null, params: { number, entryId } })).toMatchObject({
      status: 401,
    });
  });
});
