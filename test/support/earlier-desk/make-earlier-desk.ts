import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { brotliCompressSync } from 'node:zlib';
import { sendAsCustomer } from '../customer-mail.ts';
import { deskClient, type DeskClient } from '../desk-client.ts';
import { A_DESK, startDesk, untilQuiet } from '../open-desk.ts';
import { operate, throwawayFolder, writeJson } from '../running-desk.ts';
import { tokenFor } from '../sign-in.ts';
import { waitUntil } from '../wait-until.ts';

/**
 * `node make-earlier-desk.ts NAME`, in a checkout of the release whose rows are wanted: what README.md beside it says.
 * Writes NAME.json.br, the data folder, and NAME.json, what the API of that release says of it.
 */
const [, , name] = process.argv;
if (name === undefined) throw new Error('usage: node make-earlier-desk.ts NAME');

const care = { serviceId: 'care' };
const WORK = 'sora@customer.example.com';
const HOME = 'sora@home.example.com';
const PASSWORD = 'Handover-Test-1';
const LISTS = [
  'all',
  'all_unassigned',
  'all_in_group',
  'all_transferred',
  'my_processing',
  'my_pending',
  'my_resolved',
  'my_completed',
  'spam',
] as const;

const folder = throwawayFolder();
const data = join(folder.path, 'data');
const desk = await startDesk({ data, fresh: true });
// No ticket completes by itself, however much later the folder is opened again.
const [first, ...services] = A_DESK.services;
const document = join(folder.path, 'desk.json');
writeJson(document, { ...A_DESK, services: [{ ...first, autoCompleteDays: 0 }, ...services] });
await operate(desk, 'set-up-desk', document);

const signIn = async (email: string) => deskClient(desk.url, (await tokenFor(desk.url, email, PASSWORD)).accessToken);
const agents = {
  mina: await signIn('mina@example.com'),
  jun: await signIn('jun@example.com'),
  admin: await signIn('admin@example.com'),
};
const { mina, jun, admin } = agents;

const done = async <T extends { readonly status: number; readonly body: unknown }>(
  answering: Promise<T>,
): Promise<T> => {
  const answer = await answering;
  if (answer.status >= 300) throw new Error(`${String(answer.status)} ${JSON.stringify(answer.body)}`);
  return answer;
};
const rowsOf = async (by: DeskClient, list: (typeof LISTS)[number], important: 'true' | 'false') => {
  const query = { list, important, limit: 100 };
  const { body } = await done(by.call('listTickets', { params: care, query }));
  return body.rows.map(({ number, title, status, important: marked }) => ({
    number,
    title,
    status,
    important: marked,
  }));
};
const titled = (title: string) =>
  waitUntil(`the ticket ${title}`, async () =>
    (await rowsOf(admin, 'all', 'false')).find((row) => row.title === title),
  );
const mail = async (from: string, subject: string, rest: object = {}) => {
  const to = 'support@desk.example.com';
  await sendAsCustomer(desk.smtpPort, { from, to, subject, text: 'Where is my parcel?', ...rest });
  return { ...care, number: (await titled(subject)).number };
};
const create = async (title: string, customer: { readonly email: string; readonly name?: string }) => {
  const body = { title, html: '<p>Asks for help</p>', customer };
  return { ...care, number: (await done(mina.call('createTicket', { params: care, body }))).body.number };
};
const said = { body: { html: '<p>It is on its way</p>' } };

const asked = await mail(`"Sora" <${WORK}>`, 'from work');
const fromHome = await mail(`"Sora" <${HOME}>`, 'from home');
const withFile = await mail('han@customer.example.com', '택배가 아직 오지 않았어요', {
  html: '<p>전화 주세요: <b>010</b>-2846-9137</p>',
  attachments: [{ filename: 'bill.pdf', content: '%PDF-1.4', contentType: 'application/pdf' }],
});
const spam = await mail('prize@spam.example.com', 'You have won');
const created = await Promise.all(
  Array.from({ length: 16 }, (_, i) =>
    create(`Question ${String(i + 1)}`, { email: `asks-${String(i)}@customer.example.com` }),
  ),
);
const [kept, pending, resolved, completed, deleted, marked] = created;

for (const params of [asked, kept!, pending!, resolved!, completed!, withFile])
  await done(mina.call('keepTicket', { params, body: {} }));
await done(jun.call('keepTicket', { params: fromHome, body: { groupId: 'delivery' } }));
await done(mina.call('commentTicket', { params: kept!, ...said }));
await done(mina.call('editTicket', { params: kept!, body: { priority: 'urgent', tags: ['parcel'] } }));
await done(mina.call('pendTicket', { params: pending!, ...said }));
await done(mina.call('resolveTicket', { params: resolved!, ...said }));
await done(mina.call('resolveTicket', { params: asked, ...said }));
await done(mina.call('resolveTicket', { params: completed!, ...said }));
await done(admin.call('completeTicket', { params: completed!, body: {} }));
for (const params of [spam, deleted!])
  await done(admin.call('resolveInternally', { params, body: { reason: 'spam', html: '<p>spam</p>' } }));
await done(admin.call('deleteTicket', { params: deleted! }));

const entries = (await done(mina.call('listEntries', { params: withFile }))).body.entries;
const entryId = entries[0]!.id;
const secret = '010-2846-9137';
const start = '전화 주세요: '.length;
await done(
  mina.call('maskEntry', {
    params: { ...withFile, entryId },
    body: { revision: 0, selections: [{ start, end: start + secret.length }] },
  }),
);

for (const params of [kept!, marked!, resolved!]) await done(mina.call('starTicket', { params, body: {} }));
await done(jun.call('starTicket', { params: marked!, body: {} }));

const customerOf = async (email: string) =>
  (await done(mina.call('findCustomer', { params: care, query: { email } }))).body.customers[0]!.customerId;
const [work, home] = [await customerOf(WORK), await customerOf(HOME)];
await done(admin.call('mergeCustomers', { params: { ...care, customerId: home }, body: { into: work } }));

await untilQuiet(data);
const lists = Object.fromEntries(
  await Promise.all(
    Object.entries(agents).map(async ([agent, by]) => [
      agent,
      Object.fromEntries(
        await Promise.all(
          LISTS.flatMap((list) =>
            (['false', 'true'] as const).map(async (important) => [
              important === 'true' ? `${list}, important` : list,
              await rowsOf(by, list, important),
            ]),
          ),
        ),
      ),
    ]),
  ),
) as unknown;
const { revision: _grows, ...counts } = (await done(mina.call('getListCounts', { params: care }))).body;
const ofCustomer = (await done(mina.call('listCustomerTickets', { params: { ...care, customerId: work } }))).body.rows;
const expected = {
  lists,
  counts,
  customer: { customerId: work, tickets: ofCustomer.map(({ title }) => title) },
  masked: { number: withFile.number, entryId },
};
await desk.stop();

/** What the desk is made of: no logs, no files of the processes that ran, and no console, which each start brings. */
const isKept = (path: string) => !/^logs\/|\.log$|\.pid$|-wal$|-shm$|^desk\.json$|^objects\/[^/]*sitefiles/.test(path);
for (const file of ['desk.db', 'state.db']) {
  const database = new DatabaseSync(join(data, file));
  database.exec('PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE);');
  database.close();
}
const files = Object.fromEntries(
  readdirSync(data, { recursive: true, encoding: 'utf8' })
    .map((path) => join(data, path))
    .filter((path) => statSync(path).isFile())
    .map((path) => [relative(data, path), readFileSync(path)] as const)
    .filter(([path]) => isKept(path))
    .map(([path, bytes]) => [path, bytes.toString('base64')]),
);
writeFileSync(join(import.meta.dirname, `${name}.json.br`), brotliCompressSync(JSON.stringify(files)));
writeFileSync(join(import.meta.dirname, `${name}.json`), `${JSON.stringify(expected, undefined, 2)}\n`);
folder.remove();
