import { onlyMailTo } from '../support/outbox.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const params = { serviceId: 'care' };
/** Nobody has asked to have it verified. */
const sales = 'sales@elsewhere.example';

it('given a template, a layout and a verified sender, when an agent answers, then the mail is laid out, filled and sent from it', async () => {
  const [admin, mina, jun] = [
    await desk.signIn('admin@example.com'),
    await desk.signIn('mina@example.com'),
    await desk.signIn('jun@example.com'),
  ];
  const write = (client: typeof admin, body: object) =>
    client.call('createTemplate', {
      params,
      body: {
        name: '환불 안내',
        searchCode: '환불',
        language: 'ko',
        shared: true,
        html: '<p>#{customer.name}님, 문의 #{ticket.number}은(는) #{today} 처리되었습니다.</p>',
        ...body,
      } as never,
    });

  // Shared templates are the administrators'; an agent's own are nobody else's.
  const template = await write(admin, {});
  expect(template).toMatchObject({ status: 201, body: { searchCode: '환불', useCount: 0 } });
  expect((await write(mina, {})).status).toBe(403);
  expect(await write(admin, { searchCode: '오타', html: '<p>#{customer.nmae}</p>' })).toMatchObject({
    status: 400,
    body: { variables: [{ name: 'customer.nmae', at: 3 }] },
  });
  expect((await write(mina, { shared: false, name: '내 것' })).status).toBe(201);
  const names = async (client: typeof mina) =>
    (await client.call('listTemplates', { params, query: { text: '환불' } })).body.templates
      .map(({ name }) => name)
      .toSorted();
  expect([await names(mina), await names(jun)]).toEqual([['내 것', '환불 안내'], ['환불 안내']]);

  // A layout, and a sender that SES has to know first.
  const layout = {
    params: { ...params, kind: 'resolved', language: 'ko' },
    body: {
      subject: '[#{service.name}] #{ticket.title} #{ticket.number}',
      html: '<h2>#{service.name}</h2><p>#{content}</p><p>#{agent.name} 드림</p>',
    },
  } as const;
  expect((await mina.call('saveMailLayout', layout)).status).toBe(403);
  expect(await admin.call('saveMailLayout', layout)).toMatchObject({
    status: 200,
    body: { version: 1, builtIn: false },
  });
  const change = () => admin.call('editService', { params, body: { addresses: [sales, 'support@desk.example.com'] } });
  expect(await change()).toMatchObject({ status: 409, body: { code: 'sender_not_verified', addresses: [sales] } });
  expect((await admin.call('verifyMailAddress', { params, body: { address: sales } })).body).toMatchObject({
    state: 'verified',
    used: false,
  });
  expect((await change()).status).toBe(200);
  expect((await admin.call('listMailAddresses', { params, query: {} })).body.addresses).toEqual([
    { address: sales, state: 'verified', used: true },
    { address: 'support@desk.example.com', state: 'verified', used: true },
  ]);

  // The answer.
  const created = await mina.call('createTicket', {
    params,
    body: {
      title: '환불 <문의>',
      html: '<p>환불해 주세요</p>',
      customer: { name: '김 & 소라', email: 'sora@customer.example.com' },
    },
  });
  const ticket = { ...params, number: created.body.number };
  await mina.call('keepTicket', { params: ticket, body: {} });
  const filled = await mina.call('fillTemplate', { params: { ...ticket, templateId: template.body.templateId } });
  expect(filled.body.html).toMatch(
    new RegExp(
      `^<p>김 &amp; 소라님, 문의 #${String(created.body.number)}은\\(는\\) \\d{4}년 \\d{1,2}월 \\d{1,2}일 처리되었습니다.</p>$`,
    ),
  );
  expect(
    (await jun.call('getTemplate', { params: { ...params, templateId: template.body.templateId } })).body.useCount,
  ).toBe(1);
  expect((await mina.call('resolveTicket', { params: ticket, body: { html: filled.body.html } })).status).toBe(200);

  const { parsed } = await onlyMailTo(desk.outboxUrl, 'sora@customer.example.com');
  expect(parsed).toMatchObject({
    subject: `[Customer Care] 환불 <문의> #${String(created.body.number)}`,
    from: { value: [{ address: sales, name: 'Customer Care' }] },
  });
  expect(parsed.html).toContain(`<h2>Customer Care</h2><div>${filled.body.html}</div><p>Mina 드림</p>`);
  expect(parsed.text).toContain('김 & 소라님');
  expect(parsed.text).toContain('Mina 드림');

  // Who changed what is told, with what it was.
  const told = await waitUntil('the audit log', async () => {
    const { events } = (await admin.call('listServiceEvents', { params, query: {} })).body;
    return events.some(({ subject }) => subject.kind === 'mail_layout') ? events : undefined;
  });
  expect(
    told.filter(({ subject }) => subject.kind === 'template').map(({ action, subject }) => [action, subject.id]),
  ).toEqual([['created', template.body.templateId]]);
  expect(told.find(({ subject }) => subject.kind === 'mail_layout')?.members).toContainEqual(
    expect.objectContaining({ name: 'html', after: expect.stringContaining('드림') as string }),
  );
});
