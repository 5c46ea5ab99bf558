import { readFileSync } from 'node:fs';
import { bringCalls } from '../../../infra/demo/bring-calls.ts';
import { bringDrafts } from '../../../infra/demo/bring-drafts.ts';
import { bringMasks } from '../../../infra/demo/bring-masks.ts';
import { bringSignatures } from '../../../infra/demo/bring-signatures.ts';
import { DAMAGES } from '../../../infra/demo/damage-stories.ts';
import { loadDemo } from '../../../infra/demo/load-demo.ts';
import { mergeCallers } from '../../../infra/demo/merge-callers.ts';
import { noteCustomers } from '../../../infra/demo/note-customers.ts';
import { CUSTOMERS, demoCustomer } from '../../../infra/demo/people.ts';
import { planDemo } from '../../../infra/demo/plan-demo.ts';
import type { Step, Story } from '../../../infra/demo/story.ts';
import { demoDocument } from '../../../infra/demo/demo-data.ts';
import { applyDeskDocument } from '../../../infra/operate/apply-desk-document.ts';
import { deskDocumentSchema } from '../../../infra/operate/desk-document.ts';
import { systemClockAndIds } from '../../../shared/adapters/clock/system-clock.ts';
import { dynamoCallRepository } from '../../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoSealedOriginals } from '../../../shared/adapters/dynamodb/confidential.ts';
import { dynamoDraftTexts } from '../../../shared/adapters/dynamodb/draft-texts.ts';
import { dynamoFieldRepository } from '../../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoPreferencesRepository } from '../../../shared/adapters/dynamodb/preferences-repository.ts';
import { sanitizedRichText } from '../../../shared/adapters/mail/sanitized-rich-text.ts';
import { editPreferences } from '../../../shared/application/preferences/edit-preferences.ts';
import type { AttachmentStore } from '../../../shared/application/ports/mails.ts';
import { memoryVault } from '../../support/memory/memory-vault.ts';
import { dynamoCustomerRepository } from '../../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoDeskDirectory } from '../../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../../shared/adapters/dynamodb/desk-registry.ts';
import { dynamoDraftRepository } from '../../../shared/adapters/dynamodb/draft-repository.ts';
import { dynamoUploadStore } from '../../../shared/adapters/dynamodb/upload-store.ts';
import { dynamoImportantTickets } from '../../../shared/adapters/dynamodb/important-tickets.ts';
import { dynamoTicketRepository } from '../../../shared/adapters/dynamodb/ticket-repository.ts';
import { libPhoneNumbers } from '../../../shared/adapters/phone/phone-numbers.ts';
import type { Ticket } from '../../../shared/domain/ticket/ticket.ts';
import { aCustomer } from '../../support/customers.ts';
import { startDynamoEngine, type DynamoEngine } from '../../support/dynamo-engine.ts';

const now = new Date('2026-11-22T09:00:00.000Z');
const backoff = (attempt: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, attempt * 10);
  });

/** Where each kind of step leaves a ticket; undefined: as it was. */
const LEADS_TO = {
  mail: undefined,
  create: 'unassigned',
  keep: 'processing',
  forward: 'unassigned',
  edit: undefined,
  comment: undefined,
  pend: 'pending',
  resolve: 'resolved',
  resolve_internally: 'resolved',
  complete: 'completed',
  mark: undefined,
  auto_complete: 'completed',
} as const satisfies Record<Step['kind'], Ticket['status'] | undefined>;
const standing = ({ steps }: Story): Ticket['status'] => {
  const [first] = steps;
  return steps.reduce<Ticket['status']>(
    (status, step) => (step.kind === 'mail' && step.reply ? 'processing' : (LEADS_TO[step.kind] ?? status)),
    first?.kind === 'mail' && first.isSpam ? 'resolved' : 'unassigned',
  );
};
const stories = planDemo(now);
/** A customer of the demo who has not written or called in what was loaded; the number as the desk stores it. */
const someoneNew = async (
  customers: ReturnType<typeof dynamoCustomerRepository>,
): Promise<{ readonly email: string; readonly phone: string }> => {
  for (let index = 0; index < CUSTOMERS; index += 1) {
    const { email, phone: written } = demoCustomer(index);
    const phone = (await libPhoneNumbers.normalize(written, 'KR'))!;
    const found = await Promise.all([
      customers.findByContact('care', { kind: 'email', value: email }),
      customers.findByContact('care', { kind: 'phone', value: phone }),
    ]);
    if (found.every((record) => record === undefined)) return { email, phone };
  }
  throw new Error('All customers of the demo were loaded');
};
/** As the loader numbers them: in the order of arrival, per service. */
const numbered = stories.map((story, index) => ({
  story,
  number: stories.slice(0, index + 1).filter(({ serviceId }) => serviceId === story.serviceId).length,
  index,
}));

it('plans the same stories each time, with all that a ticket can live through', () => {
  expect(planDemo(now)).toEqual(stories);
  expect(stories).toHaveLength(300);
  const steps = stories.flatMap((story) => story.steps);
  expect([...new Set(steps.map(({ kind }) => kind))].toSorted()).toEqual(Object.keys(LEADS_TO).toSorted());
  expect(steps.filter(({ at }) => at >= now)).toEqual([]);
  expect(steps.filter((step) => step.kind === 'mail' && step.isSpam).length).toBeGreaterThan(2);
  expect(new Set(steps.flatMap((step) => (step.kind === 'resolve_internally' ? [step.reason] : [])))).toEqual(
    new Set(['spam', 'duplicate', 'resolved_by_call', 'test', 'other']),
  );
  const called = steps.filter((step) => step.kind === 'create' && step.customer.phone !== undefined).length;
  expect([called > 20, new Set(steps.flatMap((step) => (step.kind === 'create' ? [step.priority] : [])))]).toEqual([
    true,
    new Set(['low', 'normal', 'high', 'urgent']),
  ]);
});

it('has what a history can show: a long talk, a mail with a table and an image, one from right to left', () => {
  const mails = stories.flatMap(({ steps }) => steps.filter((step) => step.kind === 'mail'));
  const said = ({ steps }: Story) => steps.filter(({ kind }) => ['mail', 'comment', 'pend', 'resolve'].includes(kind));
  expect(stories.filter((story) => said(story).length >= 10)).toHaveLength(1);
  expect(mails.filter(({ html, picture }) => html?.includes('<table') && picture !== undefined)).toHaveLength(1);
  expect(mails.filter(({ subject, text }) => /\p{Script=Arabic}/u.test(subject + text))).toHaveLength(1);
});

it('has files in a mail and in an answer, and personal data, in both languages and on tickets that wait for an answer', () => {
  for (const { customer, masked } of DAMAGES) {
    const { steps } = stories.find(
      ({ steps: [first] }) => first?.kind === 'mail' && first.from.email === customer.email,
    )!;
    const files = steps.map((step) => ('files' in step ? (step.files ?? []).map(({ type }) => type) : []));
    expect(files.filter((types) => types.length > 0)).toEqual([['image/png', 'application/pdf'], ['application/pdf']]);
    const last = steps.at(-1)!;
    expect(last.kind === 'mail' && last.reply && last.text).toContain(masked);
  }
});

describe('given a part of them, loaded by two processes at once and by a third later', () => {
  let engine: DynamoEngine;
  const stored = new Map<string, Uint8Array>();
  const attachments: AttachmentStore = {
    put: async (key, bytes) => {
      stored.set(key, bytes);
    },
    read: () => Promise.reject(new Error('the demo reads no file')),
    downloadUrl: () => Promise.reject(new Error('the demo shows no file')),
  };
  beforeAll(async () => {
    engine = await startDynamoEngine();
    const document = deskDocumentSchema.parse(JSON.parse(readFileSync(demoDocument, 'utf8')));
    await applyDeskDocument({
      registry: dynamoDeskRegistry({ ...engine, backoff }),
      accounts: { ensure: async ({ email }) => ({ agentId: email, state: 'in_use', made: true }) },
    })(document);
    const part = { ...engine, now, attachments };
    await Promise.all([0, 1].map((index) => loadDemo({ ...part, part: 'newest', share: { index, of: 4 } })));
    await loadDemo({ ...part, part: 'older', share: { index: 3, of: 8 } });
  }, 120_000);
  afterAll(() => engine.stop());

  const find = (serviceId: string, number: number) =>
    dynamoTicketRepository({ ...engine, backoff, now: () => now }).find(serviceId, number);
  const loaded = numbered.filter(({ index }) => (index >= 256 ? index % 4 < 2 : index % 8 === 3));

  it('each stands where its story ends', async () => {
    expect(loaded.length).toBeGreaterThan(50);
    for (const { story, number } of loaded)
      expect([number, (await find(story.serviceId, number))?.status]).toEqual([number, standing(story)]);
  });

  it('who has one and marked it finds it among what is important to them', async () => {
    const important = dynamoImportantTickets({ client: engine.client, deskTable: engine.deskTable, backoff });
    const marked = loaded.flatMap(({ story, number }) =>
      story.steps.flatMap((step) => (step.kind === 'mark' ? [{ agentId: step.agent, number }] : [])),
    );
    expect(marked.length).toBeGreaterThan(3);
    for (const [agentId, own] of Map.groupBy(marked, (mark) => mark.agentId))
      expect([...(await important.numbers('care', agentId))].toSorted((a, b) => a - b)).toEqual(
        own.map(({ number }) => number).toSorted((a, b) => a - b),
      );
  });

  const damage = () => {
    const [{ number }, ...others] = loaded.filter(
      ({ story: { steps } }) => steps[0]?.kind === 'mail' && steps[0].from.email === DAMAGES[0]!.customer.email,
    ) as [(typeof loaded)[number]];
    expect(others).toEqual([]);
    return number;
  };
  const entriesOf = async (number: number) =>
    (
      await dynamoTicketRepository({ ...engine, backoff, now: () => now }).listEntries('care', number, {
        limit: 20,
        order: 'oldest',
      })
    ).items;

  it('files of customers and of agents lie where their entries say', async () => {
    const files = (await entriesOf(damage())).flatMap(({ attachments }) => attachments);
    expect(files.map(({ name }) => name)).toEqual(['깨진 케이스.png', '영수증.pdf', '반품 라벨.pdf']);
    for (const { key, size } of files) expect([key, stored.get(key)?.length]).toEqual([key, size]);
  });

  it('a card number is masked, once, and nothing else of its message', async () => {
    const on = { ...engine, backoff };
    const deps = {
      backoff,
      clock: systemClockAndIds(),
      richText: sanitizedRichText,
      directory: dynamoDeskDirectory(engine),
      definitions: dynamoFieldRepository(on),
      tickets: dynamoTicketRepository({ ...on, now: () => now }),
      originals: dynamoSealedOriginals(on),
      draftTexts: dynamoDraftTexts(on),
      vault: memoryVault(),
      files: { ...attachments, sizeOf: async () => undefined },
      fileRemains: { removeBelow: async () => 0 },
    };
    const agents = await deps.directory.listAgents('care');
    expect(await bringMasks(deps, agents)).toBe(1);
    expect(await bringMasks(deps, agents)).toBe(0);
    const { text, masking } = (await entriesOf(damage())).at(-1)!;
    expect(text).toContain('010-0000-1902');
    expect(text).not.toContain('4111');
    expect(masking?.masks).toHaveLength(1);
  });

  it('agents get signatures, and keep those that they chose', async () => {
    const deps = {
      backoff,
      directory: dynamoDeskDirectory(engine),
      preferences: dynamoPreferencesRepository(engine),
      richText: sanitizedRichText,
    };
    const signature = async () => (await deps.preferences.find('mina@example.com'))?.signatures['care']?.text;
    const agents = await deps.directory.listAgents('care');
    await bringSignatures(deps, agents);
    expect(await signature()).toContain('Mina');
    await editPreferences(deps)({ agentId: 'mina@example.com', changes: { signatures: { care: '<p>Mine</p>' } } });
    await bringSignatures(deps, agents);
    expect(await signature()).toBe('Mine');
  });

  it('nobody but them is there', async () => {
    const others = numbered.filter((one) => !loaded.includes(one));
    const found = await Promise.all(others.map(({ story, number }) => find(story.serviceId, number)));
    expect(found.filter((ticket) => ticket !== undefined)).toEqual([]);
  });

  it('whoever writes again is one customer, with the number that was called from', async () => {
    const customers = dynamoCustomerRepository({ ...engine, backoff });
    const asked = (
      await Promise.all(
        loaded.filter(({ story }) => story.serviceId === 'care').map(({ number }) => find('care', number)),
      )
    ).flatMap((ticket) => ticket ?? []);
    const byContact = Map.groupBy(asked, ({ customer }) => customer.email ?? customer.phone);
    for (const same of byContact.values()) expect(new Set(same.map(({ customerId }) => customerId)).size).toBe(1);
    const caller = asked.find(({ customer }) => customer.phone?.startsWith('+82'))!;
    expect(await customers.findByContact('care', { kind: 'phone', value: caller.customer.phone! })).toMatchObject({
      customerId: caller.customerId,
      name: caller.customer.name,
    });
  });

  it('files them under categories that the desk has', async () => {
    const directory = dynamoDeskDirectory(engine);
    const filed = (await Promise.all(loaded.map(({ story, number }) => find(story.serviceId, number)))).flatMap(
      (ticket) => ticket?.inquiryTypeId ?? [],
    );
    expect(filed.length).toBeGreaterThan(10);
    const known = (await directory.listCategories('care')).map(({ categoryId }) => categoryId);
    expect(filed.filter((id) => !known.includes(id))).toEqual([]);
  });

  it('calls are reserved for those who have tickets in hand, once', async () => {
    const on = { ...engine, backoff };
    const calls = dynamoCallRepository(on);
    const directory = dynamoDeskDirectory(engine);
    const deps = {
      backoff,
      clock: systemClockAndIds(),
      directory,
      phoneNumbers: libPhoneNumbers,
      calls,
      tickets: dynamoTicketRepository({ ...on, now: () => now }),
    };
    const agents = await directory.listAgents('care');
    await bringCalls(deps, agents);
    await bringCalls(deps, agents);
    const { items } = await calls.listOpen('care', undefined, { limit: 100 });
    expect(new Set(items.map(({ ownerId }) => ownerId)).size).toBeGreaterThan(1);
    expect(new Set(items.map(({ number }) => number)).size).toBe(items.length);
    for (const { number, ownerId } of items) expect((await find('care', number))?.assigneeId).toBe(ownerId);
  });

  it('who has a ticket in hand has begun an answer with a file, once', async () => {
    const stored = { ...engine, backoff };
    const drafts = dynamoDraftRepository(stored);
    const directory = dynamoDeskDirectory(engine);
    const uploaded: string[] = [];
    const deps = {
      clock: systemClockAndIds(),
      richText: sanitizedRichText,
      tickets: dynamoTicketRepository({ ...stored, now: () => now }),
      drafts,
      files: {
        uploads: dynamoUploadStore(stored),
        bucket: { uploadUrl: async ({ key }: { readonly key: string }) => ({ url: key, headers: {} }) },
      },
      upload: async (url: string) => {
        uploaded.push(url);
      },
    };
    const agents = await directory.listAgents('care');
    await bringDrafts(deps, agents);
    await bringDrafts(deps, agents);
    const unsent = await Promise.all(
      agents.map(async ({ agentId }) => ({
        agentId,
        items: (await drafts.listUnsent('care', agentId, { limit: 10, order: 'newest' })).items,
      })),
    );
    const begun = unsent.flatMap(({ agentId, items }) => items.map(({ number }) => ({ agentId, number })));
    expect([begun.length > 1, new Set(begun.map(({ agentId }) => agentId)).size]).toEqual([true, begun.length]);
    expect(uploaded).toHaveLength(begun.length);
    for (const { agentId, number } of begun) {
      expect(await find('care', number)).toMatchObject({ assigneeId: agentId, status: 'processing' });
      expect((await drafts.find('care', number, agentId))?.files).toHaveLength(1);
    }
  });

  it('callers are merged with those who wrote, once', async () => {
    const customers = dynamoCustomerRepository({ ...engine, backoff });
    const clock = systemClockAndIds();
    const { email, phone } = await someoneNew(customers);
    const writer = aCustomer({ serviceId: 'care', customerId: 'cus_writer', emails: [email] });
    const caller = aCustomer({ serviceId: 'care', customerId: 'cus_caller', emails: [], phones: [phone] });
    await customers.save([{ record: writer }]);
    await customers.save([{ record: caller }]);
    const deps = { customers, phoneNumbers: libPhoneNumbers, clock, backoff };
    expect(await mergeCallers(deps, 'admin')).toBeGreaterThan(0);
    expect(await mergeCallers(deps, 'admin')).toBe(0);
    expect(await customers.findByContact('care', { kind: 'phone', value: phone })).toMatchObject({
      customerId: 'cus_writer',
      absorbed: ['cus_caller'],
    });
  });

  it('something is noted down about some customers, once, and no note of an agent is lost', async () => {
    const customers = dynamoCustomerRepository({ ...engine, backoff });
    const contact = { kind: 'email', value: demoCustomer(0).email } as const;
    const before = await customers.findByContact('care', contact);
    const record = aCustomer({
      ...(before ?? { serviceId: 'care', customerId: 'cus_noted', emails: [contact.value] }),
      version: (before?.version ?? 0) + 1,
      note: 'An agent wrote this',
    });
    await customers.save([{ record, ...(before === undefined ? {} : { before }) }]);
    const directory = dynamoDeskDirectory(engine);
    const deps = { customers, phoneNumbers: libPhoneNumbers, directory, backoff };
    expect(await noteCustomers(deps)).toBeGreaterThan(0);
    expect(await noteCustomers(deps)).toBe(0);
    expect((await customers.findByContact('care', contact))?.note).toBe('An agent wrote this');
  });
});
