import { memoryFileRemains } from '../../../support/memory/memory-attachments.ts';
import { memoryDraftTexts, memorySealedOriginals } from '../../../support/memory/memory-masked-texts.ts';
import { memoryVault } from '../../../support/memory/memory-vault.ts';
import { sendMail } from '../../../../shared/application/mail/send-mail.ts';
import { maskEntry } from '../../../../shared/application/masking/mask-entry.ts';
import { removeAttachment } from '../../../../shared/application/masking/remove-attachment.ts';
import { textContentOf } from '../../../../shared/domain/masking/html-text.ts';
import { aMailDesk } from '../../../support/mail-desk.ts';
import { aMail, anAgent, anEntry, aTicket } from '../../../support/tickets.ts';

const place = { serviceId: 'support', number: 1024, entryId: 'ent_1' };
const by = { ...place, agent: anAgent(), correlationId: 'cor_1' };
const html = '<p>Is <a href="mailto:kim@example.com">kim@example.com</a> right?</p>';

/** An answer that was decided and has not left yet. */
const withQueuedAnswer = async () => {
  const desk = await aMailDesk();
  const written = (await desk.richText.sanitizer())(html);
  const key = 'support/1024/att_1/photo.png';
  await desk.attachments.put(key, Buffer.from('a picture'), 'image/png');
  desk.state.tickets.set('support#1024', aTicket({ status: 'resolved' }));
  desk.state.entries.set('support#1024', [
    anEntry({
      id: 'ent_1',
      kind: 'agent_reply',
      author: { kind: 'agent', agentId: 'agent_1' },
      ...written,
      mailId: 'mail_1',
      attachments: [{ id: 'att_1', key, name: 'photo.png', type: 'image/png', size: 9 }],
    }),
  ]);
  desk.state.mails.set('mail_1', aMail({ entryId: 'ent_1' }));
  const deps = {
    ...desk,
    clock: desk.clockAndIds,
    definitions: { find: async () => undefined, list: async () => [] },
    vault: memoryVault(),
    originals: memorySealedOriginals(desk.state),
    draftTexts: memoryDraftTexts(desk.state),
    fileRemains: memoryFileRemains(desk.objects),
    files: { ...desk.attachments, sizeOf: async (key: string) => desk.objects.get(key)?.bytes.length },
  };
  const sent = async () => {
    await sendMail(desk)({ serviceId: 'support', number: 1024, mailId: 'mail_1', correlationId: 'cor_2' });
    return Buffer.from(desk.mailer.accepted[0]!.raw).toString();
  };
  return { desk, deps, sent };
};

it('given an answer that has not left, when it is masked, then the mail that leaves is masked in both its parts', async () => {
  const { desk, deps, sent } = await withQueuedAnswer();
  const start = textContentOf(html).indexOf('kim@example.com');
  const masked = await maskEntry(deps)({ ...by, revision: 0, selections: [{ start, end: start + 15 }] });
  expect(masked).toMatchObject({ ok: true, value: { masking: { revision: 1 } } });

  const raw = await sent();
  expect(raw).toContain('photo.png');
  const decoded =
    raw +
    [...raw.matchAll(/^[A-Za-z0-9+/=\r\n]{60,}$/gm)].map(([part]) => Buffer.from(part, 'base64').toString()).join('');
  expect(decoded).not.toContain('kim@example.com');
  expect(decoded).toContain('***************');
  expect(JSON.stringify([desk.state.entries.get('support#1024'), desk.state.facts])).not.toContain('kim@');
});

it('given an answer that has not left, when its file is removed, then the mail leaves without it', async () => {
  const { deps, sent } = await withQueuedAnswer();
  expect(await removeAttachment(deps)({ ...by, attachmentId: 'att_1' })).toMatchObject({
    ok: true,
    value: { attachments: [], removed: [{ id: 'att_1', by: 'agent_1' }] },
  });
  expect(await sent()).not.toContain('photo.png');
});
