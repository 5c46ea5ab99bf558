import { readMimeTree, type MimePart } from '../../shared/adapters/mail/mime-tree.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { onlyMailTo } from '../support/outbox.ts';

jest.setTimeout(120_000);

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const leaves = (part: MimePart): readonly MimePart[] =>
  part.children.length === 0 ? [part] : part.children.flatMap(leaves);
const partsOf = async (raw: string) =>
  leaves(await readMimeTree(Buffer.from(raw))).map(({ type, content }) => ({
    type,
    content: Buffer.from(content).toString('base64'),
  }));

it('given restricted words, when an agent previews an answer, then they are shown in the very mail that leaves once they are gone', async () => {
  const [admin, mina] = [await desk.signIn('admin@example.com'), await desk.signIn('mina@example.com')];
  const service = { serviceId: 'care' };
  expect((await mina.call('setRestrictedWords', { params: service, body: { words: ['바보'] } })).status).toBe(403);
  expect(await admin.call('setRestrictedWords', { params: service, body: { words: ['바보', '시발'] } })).toMatchObject({
    status: 200,
    body: { version: 1 },
  });
  expect((await mina.call('getRestrictedWords', { params: service })).body.words).toEqual(['바보', '시발']);

  const { number } = (
    await mina.call('createTicket', {
      params: service,
      body: {
        title: '배송 문의',
        html: '<p>언제 오나요?</p>',
        customer: { name: '김소라', email: 'sora@customer.example.com' },
      },
    })
  ).body;
  const params = { ...service, number };
  await mina.call('keepTicket', { params, body: {} });
  const receipt = '%PDF-1.4 receipt';
  const upload = (
    await mina.call('createUpload', {
      params: service,
      body: { name: '영수증.pdf', type: 'application/pdf', size: receipt.length },
    })
  ).body;
  expect((await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: receipt })).status).toBe(200);

  const answer = (html: string) => ({ params, body: { html, uploadIds: [upload.uploadId] } });
  const preview = (html: string) =>
    mina.call('previewAnswer', { params, body: { command: 'resolve', html, uploadIds: [upload.uploadId] } });
  const rude = '<p>이 ㅂ ㅏ ㅂ ㅗ 고객님, 내일 다시 발송해 드립니다.</p>';
  const shown = await preview(rude);
  expect(shown).toMatchObject({
    status: 200,
    body: { restricted: [{ where: 'text', start: 2, end: 9, word: '바보', written: 'ㅂ ㅏ ㅂ ㅗ' }] },
  });
  expect(await mina.call('resolveTicket', answer(rude))).toMatchObject({
    status: 409,
    body: { code: 'restricted_words', matches: shown.body.restricted },
  });

  const polite = '<p>고객님, 내일 <b>다시 발송</b>해 드립니다. 😀</p>';
  const previewed = await preview(polite);
  expect(previewed).toMatchObject({
    status: 200,
    body: {
      restricted: [],
      from: { address: 'support@desk.example.com' },
      to: { address: 'sora@customer.example.com' },
      files: [{ name: '영수증.pdf', size: receipt.length }],
    },
  });
  expect((await mina.call('resolveTicket', answer(polite))).status).toBe(200);
  const { parsed, raw } = await onlyMailTo(desk.outboxUrl, 'sora@customer.example.com');
  expect(parsed.subject).toBe(previewed.body.subject);
  const left = await partsOf(raw);
  expect(left).toEqual(await partsOf(previewed.body.mime!));
  expect(left.map(({ type, content }) => [type, Buffer.from(content, 'base64').toString()])).toEqual([
    ['text/plain', previewed.body.text],
    ['text/html', previewed.body.html],
    ['application/pdf', receipt],
  ]);
});
