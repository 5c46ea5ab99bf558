import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { limitedMailParser } from '../../../../shared/adapters/mail/limited-mail-parser.ts';
import { receiveMail } from '../../../../shared/application/mail/receive-mail.ts';
import { throwawayFolder } from '../../../support/running-desk.ts';
import { aCustomerMail, aDelivery, aMailDesk } from '../../../support/mail-desk.ts';

const folder = throwawayFolder();
afterAll(() => folder.remove());
/** A reader that does with each mail what is written. */
const aReader = (name: string, script: string): URL => {
  const path = join(folder.path, `${name}.mjs`);
  writeFileSync(
    path,
    `import { parentPort } from 'node:worker_threads';\nparentPort.on('message', (raw) => { ${script} });`,
  );
  return pathToFileURL(path);
};
const LIMITS = { processorSeconds: 1, seconds: 5, megabytes: 64 };

it.each([
  ['never ends', 'for (;;) {}', LIMITS],
  ['waits for ever', '', { ...LIMITS, seconds: 1 }],
  ['throws', "throw new Error('no')", LIMITS],
  ['leaves', 'process.exit(1)', LIMITS],
  [
    'takes all memory',
    'const all = []; for (;;) all.push(new Array(1e5).fill(Math.random()))',
    { ...LIMITS, processorSeconds: 20, seconds: 30 },
  ],
])(
  'makes a ticket of the beginning of a mail whose reader %s',
  async (name, script, limits) => {
    const desk = await aMailDesk();
    const parser = limitedMailParser(aReader(name.replaceAll(' ', '-'), script), limits);
    const raw = aCustomerMail(
      { 'Message-ID': '<cut@mail.example.com>', Cc: 'bob@example.com', Subject: '=?utf-8?B?7JWI64WV?=' },
      'My printer burns.',
    );
    await receiveMail({ ...desk, parser })(aDelivery(desk, raw));
    expect([...desk.state.tickets.values()]).toMatchObject([
      { title: '안녕', customer: { email: 'customer@example.com' }, status: 'unassigned' },
    ]);
    const [entry] = desk.state.entries.get('support#1')!;
    expect(entry).toMatchObject({
      messageId: 'cut@mail.example.com',
      attachments: [{ name: 'message.eml', type: 'message/rfc822' }],
    });
    expect(entry!.text).toMatch(/^My printer burns\.\n\n.*message\.eml/);
    expect(Buffer.from(desk.objects.get(entry!.attachments[0]!.key)!.bytes).toString()).toContain('My printer burns.');
    expect(desk.log.lines.map(({ message }) => message)).toEqual(['mail_cut', 'mail_received']);
    // A reply whose header alone is read finds its ticket.
    await receiveMail({ ...desk, parser })(
      aDelivery(desk, aCustomerMail({ 'In-Reply-To': '<cut@mail.example.com>' }, 'Still burning')),
    );
    expect(desk.state.entries.get('support#1')).toHaveLength(2);
  },
  60_000,
);

it('reads mails with the real reader, again after one that had to be stopped', async () => {
  const desk = await aMailDesk();
  const parser = limitedMailParser(new URL('../../../../functions/receive-mail/read-mail.worker.ts', import.meta.url), {
    processorSeconds: 30,
    seconds: 60,
    megabytes: 512,
  });
  const raw = aCustomerMail({ 'Content-Type': 'text/html' }, '<p>Hello <script>x</script><b>there</b></p>');
  await Promise.all([1, 2].map(() => parser.parse(Buffer.from(raw))));
  await receiveMail({ ...desk, parser })(aDelivery(desk, raw));
  expect(desk.state.entries.get('support#1')).toMatchObject([
    { html: '<p>Hello <b>there</b></p>', text: 'Hello there' },
  ]);
}, 60_000);
