import { inflateRawSync } from 'node:zlib';
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoAutomationRepository } from '../../shared/adapters/dynamodb/automation-repository.ts';
import { automationWrites } from '../../shared/adapters/dynamodb/automation-rows.ts';
import { dynamoCallRepository } from '../../shared/adapters/dynamodb/call-repository.ts';
import { dynamoCategoryRepository } from '../../shared/adapters/dynamodb/category-repository.ts';
import { dynamoConnectionStore } from '../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoCustomerRepository } from '../../shared/adapters/dynamodb/customer-repository.ts';
import { dynamoDepartureRepository } from '../../shared/adapters/dynamodb/departure-repository.ts';
import { dynamoDeskAdministration } from '../../shared/adapters/dynamodb/desk-administration.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../shared/adapters/dynamodb/desk-registry.ts';
import { dynamoDistributionRepository } from '../../shared/adapters/dynamodb/distribution-repository.ts';
import { dynamoDraftRepository } from '../../shared/adapters/dynamodb/draft-repository.ts';
import { dynamoDraftTexts } from '../../shared/adapters/dynamodb/draft-texts.ts';
import { dynamoEscalationRepository } from '../../shared/adapters/dynamodb/escalation-repository.ts';
import { dynamoFieldRepository } from '../../shared/adapters/dynamodb/field-repository.ts';
import { dynamoFiguresStore } from '../../shared/adapters/dynamodb/figures-store.ts';
import { dynamoInformationSourceRepository } from '../../shared/adapters/dynamodb/information-source-repository.ts';
import { dynamoInvitationRepository } from '../../shared/adapters/dynamodb/invitation-repository.ts';
import { dynamoMailLayoutRepository } from '../../shared/adapters/dynamodb/mail-layout-repository.ts';
import { dynamoMailRepository } from '../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoNoticeRepository } from '../../shared/adapters/dynamodb/notice-repository.ts';
import { dynamoHookPace } from '../../shared/adapters/dynamodb/hook-pace.ts';
import { dynamoTimePoints } from '../../shared/adapters/dynamodb/time-points.ts';
import { dynamoMailCounts } from '../../shared/adapters/dynamodb/mail-counts.ts';
import { dynamoOutwardRepository } from '../../shared/adapters/dynamodb/outward-repository.ts';
import { dynamoPreferencesRepository } from '../../shared/adapters/dynamodb/preferences-repository.ts';
import { dynamoPresenceStore } from '../../shared/adapters/dynamodb/presence-store.ts';
import { dynamoProjectionStore } from '../../shared/adapters/dynamodb/projection-store.ts';
import { dynamoReplySecrets } from '../../shared/adapters/dynamodb/reply-secret.ts';
import { dynamoRestrictedWords } from '../../shared/adapters/dynamodb/restricted-words-repository.ts';
import { dynamoSealedOriginals } from '../../shared/adapters/dynamodb/confidential.ts';
import { dynamoImportantTickets } from '../../shared/adapters/dynamodb/important-tickets.ts';
import { dynamoSeenAgents } from '../../shared/adapters/dynamodb/seen-agents.ts';
import { dynamoTemplateRepository } from '../../shared/adapters/dynamodb/template-repository.ts';
import { dynamoTicketAudit } from '../../shared/adapters/dynamodb/ticket-audit.ts';
import { dynamoDeletedTicketRows } from '../../shared/adapters/dynamodb/deleted-ticket-rows.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { dynamoBusinessHours, dynamoTriggerRepository } from '../../shared/adapters/dynamodb/trigger-repository.ts';
import { dynamoUploadStore } from '../../shared/adapters/dynamodb/upload-store.ts';
import { dynamoViewingLog } from '../../shared/adapters/dynamodb/confidential.ts';
import { projectTickets } from '../../shared/application/live/project-tickets.ts';
import type { Category } from '../../shared/domain/desk/category.ts';
import { beginInvitation, endInvitation } from '../../shared/domain/desk/invitation.ts';
import { changePreferences, defaultPreferences } from '../../shared/domain/desk/preferences.ts';
import { nextTurn, receive } from '../../shared/domain/distribution/distribution.ts';
import { noRestrictedWords } from '../../shared/domain/restricted/restricted-words.ts';
import type { Ticket } from '../../shared/domain/ticket/ticket.ts';
import { unsetHours } from '../../shared/domain/trigger/service-hours.ts';
import { aCall } from './calls.ts';
import { aCustomer } from './customers.ts';
import { aDraft } from './drafts.ts';
import type { DynamoEngine } from './dynamo-engine.ts';
import { anEscalation } from './escalations.ts';
import { aField, OPTIONS } from './fields.ts';
import { aSource } from './information-sources.ts';
import { anOutwardCall } from './outward.ts';
import { aLayout, aTemplate } from './templates.ts';
import {
  aChange,
  aDeskFact,
  aFact,
  aGroup,
  aMail,
  aService,
  aTicket,
  aWaitingTicket,
  anAgent,
  anEntry,
} from './tickets.ts';
import { all as allMet, any as anyMet, aTrigger, where } from './triggers.ts';
import { aTrace } from './trigger-traces.ts';
import { ofDay } from './figures/ticket-lives.ts';

type Consumed = { readonly TableName?: string; readonly CapacityUnits?: number };

/** Each call to the engine with the capacity units that it took: `TransactWriteCommand 14`. */
export const recordCosts = (client: DynamoDBDocumentClient) => {
  let costs: string[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      (args.input as { ReturnConsumedCapacity?: string }).ReturnConsumedCapacity = 'TOTAL';
      const name = String(context.commandName);
      try {
        const result = await next(args);
        const { ConsumedCapacity = [] } = result.output as { ConsumedCapacity?: Consumed | readonly Consumed[] };
        const units = [ConsumedCapacity].flat().reduce((sum, one) => sum + ((one as Consumed).CapacityUnits ?? 0), 0);
        costs.push(`${name} ${units}`);
        return result;
      } catch (cause) {
        costs.push(`${name} ${(cause as Error).name}`);
        throw cause;
      }
    },
    { step: 'initialize', name: 'recordCosts' },
  );
  return () => {
    const taken = costs.toSorted();
    costs = [];
    return taken;
  };
};

/** As JSON tells it: sets and maps as arrays, and of what was deflated what it holds. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null, (_, member: unknown) => {
      if (member instanceof Set || member instanceof Map) return [...(member as Iterable<unknown>)];
      return member instanceof Uint8Array
        ? { deflated: JSON.parse(inflateRawSync(member).toString()) as unknown }
        : member;
    }),
  );

const rowsOf = async (client: DynamoDBDocumentClient, TableName: string) => {
  const { Items = [] } = await client.send(new ScanCommand({ TableName }));
  const placeOf = (row: Record<string, unknown>) => `${String(row['PK'])} ${String(row['SK'])}`;
  return Items.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)).map((row) => {
    const { PK, SK, ...attributes } = row;
    return plain({ PK, SK, ...Object.fromEntries(Object.entries(attributes).toSorted()) });
  });
};

const all = async <T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> => {
  const found: T[] = [];
  for await (const page of pages) found.push(...page);
  return found;
};

const readAll = async <T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
};

/**
 * Writes each kind of row through its repository, and reads it again in each way that there is. Gives the rows as the
 * tables then hold them, and of each step what it cost and what it gave.
 */
export const writeEveryRow = async (engine: DynamoEngine) => {
  const takeCosts = recordCosts(engine.client);
  const now = new Date('2026-11-22T09:00:00.000Z');
  const deps = {
    ...engine,
    backoff: async () => {},
    now: () => now,
    clock: { now: () => now, newId: (prefix: string) => `${prefix}_registry` },
  };
  const costs: Record<string, readonly string[]> = {};
  const given: Record<string, unknown> = {};
  const step = async (name: string, run: () => Promise<unknown>) => {
    const result = await run();
    if (name in costs) throw new Error(`Two steps are named ${name}`);
    costs[name] = takeCosts();
    given[name] = plain(result);
  };

  const registry = dynamoDeskRegistry(deps);
  const invitations = dynamoInvitationRepository(deps);
  const preferences = dynamoPreferencesRepository(deps);
  const administration = dynamoDeskAdministration(deps);
  const directory = dynamoDeskDirectory(deps);
  const { version: _service, ...service } = aService({ languages: ['en', 'ko'] });
  const { version: _agent, ...agent } = anAgent({ agentId: 'leaver', active: false, groupIds: [] });
  const { version: _administrator, ...administrator } = anAgent({ agentId: 'boss', role: 'administrator' });
  await step('registry: service', () => registry.putService(service));
  await step('registry: service, other addresses', () =>
    registry.putService({ ...service, addresses: ['support@example.com', 'care@example.com'] }),
  );
  await step('registry: service, an address of another', () =>
    registry.putService({ ...service, serviceId: 'other' }).catch(String),
  );
  await step('registry: group', () =>
    registry.putGroup({ serviceId: 'support', groupId: 'first-line', name: 'First line' }),
  );
  await step('registry: agent without groups', () => registry.putAgent(agent));
  await step('registry: agent with a group', () => registry.putAgent(administrator));
  await step('registry: agent once more', () => registry.putAgent(administrator));
  const category = (over: Partial<Category> = {}): Category => ({
    serviceId: 'support',
    kind: 'inquiry_type',
    categoryId: 'delivery',
    version: 1,
    names: { en: 'Delivery', ko: '배송' },
    active: true,
    order: 0,
    ...over,
  });
  // One name: the engine gives the members of a map in any order, in which the registry would see a change.
  const { version: _category, ...late } = category({
    categoryId: 'late',
    parentId: 'delivery',
    names: { en: 'Delivery' },
  });
  await step('registry: category', () => registry.putCategory(late));
  await step('registry: category, changed', () => registry.putCategory({ ...late, active: false }));
  const mina = anAgent({ agentId: 'mina', mayUnmask: true });
  const group = aGroup({ agentIds: ['boss'], version: 2 });
  await step('administration: agent', () =>
    administration.saveAgent({
      before: undefined,
      after: mina,
      groups: [{ before: group, after: { ...group, agentIds: ['boss', 'mina'], version: 3 } }],
      administratorId: 'boss',
      fact: aDeskFact({ id: 'evt_d1' }),
    }),
  );
  await step('administration: agent that another changed', () =>
    administration.saveAgent({
      before: { ...mina, version: 7 },
      after: { ...mina, version: 8 },
      groups: [],
      fact: aDeskFact({ id: 'evt_d2' }),
    }),
  );
  await step('administration: group', () =>
    administration.saveGroup({
      before: undefined,
      after: aGroup({ groupId: 'second-line' }),
      fact: aDeskFact({ id: 'evt_d3' }),
    }),
  );
  await step('administration: new service', () =>
    administration.saveService({
      before: undefined,
      after: aService({ serviceId: 'sales', addresses: ['sales@example.com'] }),
      administrator: anAgent({ serviceId: 'sales', agentId: 'boss', role: 'administrator', groupIds: [] }),
      fact: aDeskFact({ serviceId: 'sales', id: 'evt_d4' }),
    }),
  );
  await step('administration: taken address', () =>
    administration.saveService({
      before: undefined,
      after: aService({ serviceId: 'thief', addresses: ['thief@example.com', 'sales@example.com'] }),
      fact: aDeskFact({ serviceId: 'thief', id: 'evt_d5' }),
    }),
  );
  await step('administration: service that is there', () =>
    administration.saveService({
      before: undefined,
      after: aService({ serviceId: 'sales', addresses: [] }),
      fact: aDeskFact({ serviceId: 'sales', id: 'evt_d6' }),
    }),
  );
  const invitation = beginInvitation({ agentId: 'mina', serviceId: 'support', language: 'ko' }, undefined, new Date(0));
  const mailed = endInvitation(invitation, 'daily_quota');
  await step('invitations: begin', () => invitations.save(invitation, undefined, aDeskFact({ id: 'evt_d7' })));
  await step('invitations: end', () => invitations.save(mailed, invitation));
  await step('invitations: end of one that another changed', () => invitations.save(mailed, invitation));
  await step('invitations: one', () => invitations.find('mina'));
  await step('invitations: several', () => invitations.findMany(['mina', 'boss']));
  const chosen = changePreferences(defaultPreferences('mina'), {
    panelOrder: ['calls', 'fields'],
    signatures: { support: { html: '<p>Mina</p>', text: 'Mina' } },
  });
  const darker = changePreferences(chosen, { theme: 'dark' });
  await step('preferences: first', () => preferences.save(chosen, undefined));
  await step('preferences: change', () => preferences.save(darker, chosen));
  await step('preferences: change, too late', () => preferences.save(darker, chosen));
  await step('preferences: one', () => preferences.find('mina'));
  await step('administration: other administrator', () => administration.otherAdministrator('support', 'mina'));
  await step('administration: facts', () => administration.listFacts('support', { limit: 2, order: 'newest' }));
  await step('administration: facts, second page', async () => {
    const { cursor } = await administration.listFacts('support', { limit: 2, order: 'oldest' });
    return administration.listFacts('support', { limit: 2, order: 'oldest', cursor: cursor! });
  });
  await step('administration: facts of groups by one agent', () =>
    administration.listFacts('support', { limit: 2, order: 'newest' }, { kinds: ['group'], agentId: 'boss' }),
  );
  await step('directory: service', () => directory.findService('support'));
  await step('directory: services', () => directory.listServices());
  await step('directory: group', () => directory.findGroup('support', 'first-line'));
  await step('directory: groups', () => directory.listGroups('support'));
  await step('directory: category', () => directory.findCategory('support', 'inquiry_type', 'late'));
  await step('directory: categories', () => directory.listCategories('support'));
  await step('directory: agent', () => directory.findAgent('support', 'mina'));
  await step('directory: agents', () => directory.listAgents('support'));
  await step('directory: memberships', () => directory.listMemberships('boss'));
  await step('directory: service by address', () => directory.findServiceByAddress('care@example.com'));
  await step('directory: unknown address', () => directory.findServiceByAddress('nobody@example.com'));

  const categories = dynamoCategoryRepository(deps);
  const settings = (id: string) => aDeskFact({ id, type: 'settings_changed' });
  await step('categories: save', () => categories.save(category(), 2, settings('evt_s1')));
  await step('categories: save, tree changed', () =>
    categories.save(category({ categoryId: 'x' }), 1, settings('evt_s2')),
  );
  await step('categories: save, first of a tree', () =>
    categories.save(category({ kind: 'processing_type', categoryId: 'done' }), 0, settings('evt_s3')),
  );
  await step('categories: save, siblings make room', () =>
    categories.save(category({ version: 2, order: 20 }), 3, settings('evt_s30'), [
      category({ categoryId: 'first', order: 10 }),
    ]),
  );
  await step('categories: renumber', () => categories.renumber([category({ categoryId: 'first', order: 5 })], 4));
  await step('categories: tree', () => categories.readTree('support', 'inquiry_type'));
  await step('categories: empty tree', () => categories.readTree('sales', 'inquiry_type'));

  const fields = dynamoFieldRepository(deps);
  const field = aField({
    type: 'dropdown',
    options: OPTIONS,
    maxLength: 40,
    inquiryTypeIds: ['delivery'],
    placeholders: { en: 'Choose a colour' },
  });
  await step('fields: save', () => fields.save(field, undefined, settings('evt_s4')));
  await step('fields: change', () => fields.save({ ...field, version: 2, order: 1 }, field, settings('evt_s5')));
  await step('fields: change, too late', () => fields.save({ ...field, version: 2 }, field, settings('evt_s6')));
  await step('fields: save all', () =>
    fields.saveAll(
      [{ before: { ...field, version: 2 }, after: { ...field, version: 3, order: 2 } }],
      settings('evt_s5a'),
    ),
  );
  await step('fields: find', () => fields.find('support', field.code));
  await step('fields: find none', () => fields.find('support', 'unknown'));
  await step('fields: list', () => fields.list('support'));

  const sources = dynamoInformationSourceRepository(deps);
  const source = aSource({ sealedKey: 'v1.sealed', channels: ['email'] });
  await step('sources: save', () => sources.save(source, undefined, settings('evt_s7')));
  await step('sources: change', () => sources.save({ ...source, version: 2 }, source, settings('evt_s8')));
  await step('sources: find', () => sources.find('support', source.sourceId));
  await step('sources: list', () => sources.list('support'));
  await step('sources: save another', () =>
    sources.save({ ...source, sourceId: 'inf_2' }, undefined, settings('evt_s9')),
  );
  await step('sources: remove', () => sources.remove({ ...source, sourceId: 'inf_2' }, settings('evt_s10')));
  await step('sources: remove again', () => sources.remove({ ...source, sourceId: 'inf_2' }, settings('evt_s11')));

  const secrets = dynamoReplySecrets(deps);
  await step('reply secret: none', () => secrets.find());
  await step('reply secret: make', () => secrets.keep(Buffer.from('wrapped')));
  await step('reply secret: make, too late', () => secrets.keep(Buffer.from('another')));
  await step('reply secret: find', () => secrets.find());
  const layouts = dynamoMailLayoutRepository(deps);
  const layout = aLayout({ subject: 'Re: #{title}' });
  await step('layouts: save', () => layouts.save(layout, undefined, settings('evt_s12')));
  await step('layouts: change', () => layouts.save({ ...layout, version: 2 }, layout, settings('evt_s13')));
  await step('layouts: find', () => layouts.find('support', 'resolved', 'en'));
  await step('layouts: list', () => layouts.list('support'));
  await step('layouts: remove, too late', () => layouts.remove(layout, settings('evt_s14')));
  await step('layouts: save another', () => layouts.save(aLayout({ language: 'ko' }), undefined, settings('evt_s15')));
  await step('layouts: remove', () => layouts.remove(aLayout({ language: 'ko' }), settings('evt_s16')));

  const notices = dynamoNoticeRepository(deps);
  const notice = {
    serviceId: 'support',
    noticeId: 'ntc_1',
    version: 1,
    title: 'Notice',
    html: '<p>Closed</p>',
    pinned: true,
    from: '2026-11-22T09:00:00.000Z',
    until: '2026-11-23T09:00:00.000Z',
    createdBy: 'boss',
    createdAt: '2026-11-22T09:00:00.000Z',
  };
  await step('notices: save', () => notices.save(notice, undefined, settings('evt_n1')));
  await step('notices: save again', () => notices.save(notice, undefined, settings('evt_n2')));
  await step('notices: change', () =>
    notices.save({ ...notice, version: 2, editedBy: 'boss', editedAt: notice.createdAt }, notice, settings('evt_n3')),
  );
  await step('notices: find', () => notices.find('support', 'ntc_1'));
  await step('notices: list', () => notices.list('support'));
  await step('notices: remove, too late', () => notices.remove(notice, settings('evt_n4')));
  await step('notices: remove what is gone', () =>
    notices.remove({ ...notice, noticeId: 'ntc_2' }, settings('evt_n5')),
  );

  const words = dynamoRestrictedWords(deps);
  await step('restricted words: none', () => words.find('support'));
  const list = { serviceId: 'support', version: 1, words: ['refund'], editedBy: 'boss', editedAt: notice.createdAt };
  await step('restricted words: save', () => words.save(list, noRestrictedWords('support'), settings('evt_s17')));
  await step('restricted words: change', () => words.save({ ...list, version: 2 }, list, settings('evt_s18')));
  await step('restricted words: find', () => words.find('support'));

  const templates = dynamoTemplateRepository(deps);
  const template = aTemplate({ categoryIds: ['done'] });
  await step('templates: save', () => templates.save(template, undefined, settings('evt_s19')));
  await step('templates: save, code taken', () =>
    templates.save({ ...template, templateId: 'tpl_2' }, undefined, settings('evt_s20')),
  );
  await step('templates: save, own', () => templates.save({ ...template, ownerId: 'mina' }, undefined));
  await step('templates: count a use', () => templates.countUse(template));
  await step('templates: count a use of none', () => templates.countUse({ ...template, templateId: 'tpl_3' }));
  await step('templates: change', () =>
    templates.save(
      { ...template, version: 2, searchCode: 'other', editedBy: 'boss', editedAt: notice.createdAt },
      template,
      settings('evt_s21'),
    ),
  );
  await step('templates: change, too late', () => templates.save({ ...template, version: 2 }, template));
  await step('templates: find', () => templates.find('support', 'tpl_1', 'mina'));
  await step('templates: list', () => templates.list('support', undefined));
  await step('templates: save a third', () =>
    templates.save({ ...template, templateId: 'tpl_4', searchCode: 'third' }, undefined),
  );
  await step('templates: remove', () =>
    templates.remove({ ...template, templateId: 'tpl_4', searchCode: 'third' }, settings('evt_s22')),
  );
  await step('templates: remove, too late', () => templates.remove(template));

  const triggers = dynamoTriggerRepository(deps);
  const trigger = aTrigger({
    conditions: allMet(where('ticket.priority', 'is', 'high'), anyMet(where('ticket.tags', 'any_of', ['vip']))),
    actions: [
      { kind: 'set_priority', priority: 'urgent' },
      { kind: 'call_url', url: 'https://api.example.com', sealedSecret: 'v1.sealed' },
    ],
  });
  const another = aTrigger({ triggerId: 'trg_2', order: 1, active: false });
  const rule = { serviceId: 'support', facts: [settings('evt_s40')] } as const;
  await step('triggers: revision of none', () => triggers.revision('support'));
  /** A field that they could name was changed: that raised it. */
  const first = 1;
  await step('triggers: list of none', () => triggers.list('support'));
  await step('triggers: save', () => triggers.save({ ...rule, revision: first, put: [trigger], after: [trigger] }));
  await step('triggers: save, too late', () =>
    triggers.save({ ...rule, revision: first, put: [another], after: [trigger, another] }),
  );
  await step('triggers: save another', () =>
    triggers.save({
      ...rule,
      revision: first + 1,
      put: [another],
      after: [trigger, another],
      facts: [settings('evt_s41')],
    }),
  );
  await step('triggers: move', () =>
    triggers.save({ ...rule, revision: first + 2, put: [], after: [another, trigger], facts: [settings('evt_s42')] }),
  );
  await step('triggers: count that it fired', () =>
    triggers.countUse('support', 'trg_1', { at: notice.createdAt, failed: false }),
  );
  await step('triggers: count that it failed', () =>
    triggers.countUse('support', 'trg_1', { at: notice.createdAt, failed: true }),
  );
  await step('triggers: uses', () => triggers.uses('support'));
  await step('triggers: stop', () =>
    triggers.stop(trigger, { why: 'failing', at: notice.createdAt, details: [] }, settings('evt_s43')),
  );
  await step('triggers: stop, too late', () =>
    triggers.stop(trigger, { why: 'failing', at: notice.createdAt, details: [] }, settings('evt_s44')),
  );
  await step('triggers: restart', () =>
    triggers.save({
      ...rule,
      revision: first + 4,
      put: [{ ...trigger, version: 3 }],
      restarted: ['trg_1'],
      after: [trigger, another],
      facts: [settings('evt_s45')],
    }),
  );
  await step('triggers: remove', () =>
    triggers.save({
      ...rule,
      revision: first + 5,
      put: [],
      removed: [another],
      after: [trigger],
      facts: [settings('evt_s46')],
    }),
  );
  await step('triggers: revision', () => triggers.revision('support'));
  await step('triggers: list', () => triggers.list('support'));
  await step('triggers: find', () => triggers.find('support', 'trg_1'));
  const hours = dynamoBusinessHours(deps);
  const opening = {
    serviceId: 'support',
    version: 1,
    weekly: { monday: [{ from: 540, to: 1080 }] },
    country: 'KR',
    closed: [{ day: '2026-12-31', name: 'Year’s end' }],
    open: ['2026-12-25'],
  };
  await step('business hours: none', () => hours.find('support'));
  await step('business hours: save', () => hours.save(opening, unsetHours('support'), settings('evt_s47')));
  await step('business hours: change, too late', () =>
    hours.save({ ...opening, version: 2 }, { ...opening, version: 7 }, settings('evt_s48')),
  );
  await step('business hours: find', () => hours.find('support'));

  const customers = dynamoCustomerRepository(deps);
  const customer = aCustomer({ phones: ['+821012345678'], note: 'Regular' });
  await step('customers: save', () => customers.save([{ record: customer }]));
  await step('customers: save, contact taken', () => customers.save([{ record: aCustomer({ customerId: 'cus_2' }) }]));
  await step('customers: save another', () =>
    customers.save([{ record: aCustomer({ customerId: 'cus_3', emails: ['third@example.com'] }) }]),
  );
  await step('customers: merge', () =>
    customers.save([
      {
        before: customer,
        record: {
          ...customer,
          version: 2,
          emails: ['customer@example.com', 'third@example.com'],
          phones: [],
          absorbed: ['cus_3'],
        },
      },
      {
        before: aCustomer({ customerId: 'cus_3', emails: ['third@example.com'] }),
        record: aCustomer({
          customerId: 'cus_3',
          version: 2,
          emails: [],
          mergedInto: { customerId: 'cus_1', at: notice.createdAt, by: 'mina' },
        }),
      },
    ]),
  );
  await step('customers: save, changed', () =>
    customers.save([{ before: customer, record: { ...customer, version: 2 } }]),
  );
  await step('customers: find', () => customers.find('support', 'cus_3'));
  await step('customers: by contact', () =>
    customers.findByContact('support', { kind: 'email', value: 'third@example.com' }),
  );
  await step('customers: by contact of nobody', () =>
    customers.findByContact('support', { kind: 'phone', value: '+821099999999' }),
  );

  const tickets = dynamoTicketRepository({ ...deps, automation: automationWrites });
  const claim = { callerId: 'mina', key: 'k', requestHash: 'h' };
  const pointer = { messageId: 'm1@example.com', digest: 'd1' };
  const full = aTicket({
    number: 1,
    version: 1,
    customer: { name: 'A customer', email: 'customer@example.com', phone: '+821012345678' },
    customerId: 'cus_1',
    inquiryTypeId: 'delivery',
    processingTypeId: 'done',
    tags: ['fire', 'printer'],
    createdBy: 'mina',
    status: 'resolved',
    resolvedAt: '2026-11-22T08:20:00.000Z',
    resolvedBy: 'mina',
    completedAt: '2026-11-22T08:21:00.000Z',
    internalReason: 'duplicate',
    duplicateOf: 9,
    beforeSpam: { status: 'processing', assigneeId: 'agent_1' },
    transfer: 'issue',
    origin: { serviceId: 'sales', number: 4 },
    unreadReply: true,
    waitingSince: '2026-11-22T08:19:00.000Z',
    snippet: 'It burns.',
    lastEntry: { id: 'ent_1', by: 'customer' },
    otherEntry: { id: 'ent_0', by: 'mina', after: 'ent_00' },
    followsNumber: 8,
  });
  const entry = anEntry({
    wholeKey: 'support/1/ent_1',
    attachments: [{ id: 'att_1', key: 'k', name: 'a.png', type: 'image/png', size: 7, contentId: 'c' }],
    removed: [{ id: 'att_0', type: 'image/png', size: 7, by: 'mina', at: notice.createdAt }],
    masking: { revision: 1, masks: [{ id: 'msk_1', start: 0, end: 2, shown: 2, by: 'mina', at: notice.createdAt }] },
    mailId: 'mail_1',
    messageId: 'm1@example.com',
    writtenAt: '2026-11-22T07:59:00.000Z',
    mailHeader: {
      subject: 'Fire',
      from: { name: 'A customer', address: 'customer@example.com' },
      to: [{ name: '', address: 'support@example.com' }],
      cc: [{ name: 'Third', address: 'third@example.com' }],
    },
    command: 'resolve',
  });
  const fact = (over: Parameters<typeof aFact>[0] = {}) => aFact({ number: 1, version: 1, ...over });
  const save = (ticket: Ticket, over: Partial<Parameters<typeof tickets.save>[0]> = {}) =>
    tickets.save(aChange(ticket, over));
  await step('tickets: next number', () => tickets.nextNumber('support'));
  await step('tickets: claim', () => tickets.bindClaim('support', claim));
  await step('tickets: claim again', () => tickets.bindClaim('support', claim));
  await step('tickets: claim for another request', () => tickets.bindClaim('support', { ...claim, requestHash: 'x' }));
  await step('tickets: find claim, nothing done', () => tickets.findClaim('support', claim));
  await step('tickets: create', () =>
    save(full, {
      entry,
      fact: fact({
        type: 'ticket_created',
        spam: true,
        changes: { status: { after: 'resolved' } },
        fieldChanges: { order: { before: 'A', after: 'B' }, account: { encrypted: true } },
        fieldCode: 'account',
        mailId: 'mail_1',
        round: 2,
        callId: 'call_1',
        masks: [{ id: 'msk_1', start: 0, end: 2 }],
        attachmentId: 'att_0',
        reason: 'bounced',
      }),
      mail: aMail({ number: 1 }),
      pointer,
      idempotency: claim,
      fields: { order: { type: 'text', value: 'B' }, account: { type: 'text', sealed: 'v1.x' } },
    }),
  );
  await step('tickets: create again', () => save(full, { idempotency: claim, pointer }));
  await step('tickets: create from the same mail', () => save(full, { pointer }));
  await step('tickets: create what is there', () => save(full));
  await step('tickets: find claim', () => tickets.findClaim('support', claim));
  await step('tickets: find claim of another request', () =>
    tickets.findClaim('support', { ...claim, requestHash: 'x' }),
  );
  const second = aTicket({ number: 2, version: 1, status: 'unassigned', assigneeId: undefined, groupId: undefined });
  await step('tickets: another mail under the same id', () =>
    save(second, { pointer: { ...pointer, digest: 'd2' }, followUp: { of: 1 } }),
  );
  await step('tickets: follow-up that is there', () =>
    save(aTicket({ number: 3, version: 1 }), { followUp: { of: 1 } }),
  );
  await step('tickets: follow-up in place of another', () =>
    save(aTicket({ number: 3, version: 1, status: 'resolved', internalReason: 'spam', assigneeId: undefined }), {
      followUp: { of: 1, replaces: 2 },
    }),
  );
  const draft = aDraft({ number: 1, version: 1, uploadIds: ['upl_1'], keptAt: notice.createdAt, sentAs: 'ent_1' });
  const kept = { slot: 0, version: 1, html: '<p>a</p>', text: 'a', savedAt: notice.createdAt, sentAs: 'ent_1' };
  const drafts = dynamoDraftRepository(deps);
  await step('drafts: save', () => drafts.save(draft, undefined));
  await step('drafts: save with a version', () => drafts.save({ ...draft, version: 2, keptCount: 1 }, draft, kept));
  await step('drafts: save, too late', () => drafts.save({ ...draft, version: 2 }, draft));
  await step('drafts: keep', () => drafts.keep(draft, { ...kept, slot: 1, version: 2 }));
  await step('drafts: find', () => drafts.find('support', 1, 'agent_1'));
  await step('drafts: unsent', () => drafts.listUnsent('support', 'agent_1', { limit: 50, order: 'newest' }));
  await step('drafts: versions', () => drafts.listVersions('support', 1, 'agent_1'));

  const uploads = dynamoUploadStore(deps);
  const upload = (uploadId: string) => ({
    uploadId,
    serviceId: 'support',
    agentId: 'agent_1',
    name: 'a.png',
    type: 'image/png',
    size: 7,
    key: `uploads/${uploadId}`,
  });
  await step('uploads: put', () => uploads.put(upload('upl_1'), now));
  await step('uploads: put another', () => uploads.put(upload('upl_2'), now));
  await step('uploads: put again', () => uploads.put(upload('upl_1'), now).catch((cause: Error) => cause.name));
  await step('uploads: find', () => uploads.findMany('support', 'agent_1', ['upl_1', 'upl_3'], now));
  await step('uploads: find, over', () =>
    uploads.findMany('support', 'agent_1', ['upl_1'], new Date('2026-11-24T09:00:00.000Z')),
  );
  const after = { ...draft, version: 3, html: '', text: '', uploadIds: [] };
  const departure = { serviceId: 'support', departureId: 'dep_1', agentId: 'leaver', at: notice.createdAt };
  const changed = { ...full, version: 2 };
  await step('tickets: change, another draft', () =>
    save(changed, { draft: { agentId: 'agent_1', expectedVersion: 9, after } }),
  );
  await step('tickets: change, unknown upload', () =>
    save(changed, { uploads: { agentId: 'agent_1', uploadIds: ['upl_2', 'upl_4'] } }),
  );
  await step('tickets: change, agent is back', () => save(changed, { departure: { ...departure, agentId: 'mina' } }));
  await step('tickets: change', () =>
    save(changed, {
      draft: { agentId: 'agent_1', expectedVersion: 2, after, kept: { ...kept, slot: 2 } },
      uploads: { agentId: 'agent_1', uploadIds: ['upl_1'] },
      original: { entryId: 'ent_1', sealed: 'v1.original' },
      departure,
      fact: fact({ id: 'evt_2', version: 2, type: 'ticket_given_back' }),
      entry: anEntry({ id: 'ent_2', kind: 'comment', author: { kind: 'agent', agentId: 'agent_1' } }),
    }),
  );
  await step('tickets: give back, without a group', () =>
    save({ ...second, version: 2 }, { departure, original: { entryId: 'ent_9', sealed: null } }),
  );
  await step('tickets: find', () => tickets.find('support', 1));
  await step('tickets: find none', () => tickets.find('support', 99));
  await step('tickets: fields', () => tickets.findFields('support', 1));
  await step('tickets: no fields', () => tickets.findFields('support', 2));
  await step('tickets: entry', () => tickets.findEntry('support', 1, 'ent_1'));
  await step('tickets: entries', () => tickets.listEntries('support', 1, { limit: 10, order: 'oldest' }));
  await step('tickets: entries, page by page', async () => {
    const first = await tickets.listEntries('support', 1, { limit: 1, order: 'newest' });
    const next = await tickets.listEntries('support', 1, { limit: 1, order: 'newest', cursor: first.cursor! });
    return [first, next];
  });
  await step('tickets: entries after', () => tickets.listEntriesAfter('support', 1, 'ent_1', 20));
  await step('tickets: entries from the first', () => tickets.listEntriesAfter('support', 1, undefined, 1));
  await step('tickets: facts', () => tickets.listFacts('support', 1, { limit: 10, order: 'newest' }));
  await step('tickets: by Message-ID', () => tickets.findByMessageId('support', 'm1@example.com'));
  await step('tickets: follow-up', () => tickets.findFollowUp('support', 1));
  await step('tickets: participant', () => tickets.isParticipant('support', 1, 'Third@example.com'));
  await step('tickets: no participant', () => tickets.isParticipant('support', 1, 'fourth@example.com'));
  await step('tickets: received', () => tickets.findReceived('support', pointer));
  await step('tickets: received, further', () => tickets.findReceived('support', { ...pointer, digest: 'd2' }));
  await step('tickets: received never', () => tickets.findReceived('support', { ...pointer, digest: 'd3' }));

  const importantTickets = dynamoImportantTickets(deps);
  await step('important: mark', () => importantTickets.mark(changed, 'mina'));
  await step('important: mark another', () => importantTickets.mark({ ...second, version: 2 }, 'mina'));
  await step('important: mark an old version', () => importantTickets.mark(full, 'mina'));
  await step('important: unmark', () => importantTickets.unmark('support', 2, 'mina'));
  await step('important: numbers', () => importantTickets.numbers('support', 'mina'));
  await step('important: numbers of nobody', () => importantTickets.numbers('support', 'nobody'));
  const third = { ...changed, version: 3, title: 'Printer is wet', activityAt: '2026-11-22T08:45:00.000Z' };
  await step('important: the ticket changes', () => save(third));
  await step('important: marked', () => importantTickets.marked('support', [1, 2, 3, 1000]));
  await step('important: marked again', () => importantTickets.marked('support', [1, 2, 3, 1000]));
  await step('important: follow', () => importantTickets.follow(third, false));
  await step('important: follow again', () => importantTickets.follow(third, false));
  for (const [name, ticketList] of Object.entries({
    all: { kind: 'all' },
    places: { kind: 'place', places: ['unassigned', 'spam', 'resolved'] },
    assignee: { kind: 'assignee', assigneeId: 'agent_1', status: 'resolved' },
    groups: { kind: 'group', groupIds: ['first-line', 'second-line'] },
    customer: { kind: 'customer', customerIds: ['cus_1'] },
    important: { kind: 'important', agentId: 'mina', of: { kind: 'all' } },
  } as const))
    await step(`lists: ${name}`, async () => {
      const first = await tickets.listTickets('support', ticketList, { limit: 1, order: 'newest' });
      const { cursor } = first;
      return [
        first,
        ...(cursor === undefined
          ? []
          : [await tickets.listTickets('support', ticketList, { limit: 3, order: 'newest', cursor })]),
      ];
    });

  const calls = dynamoCallRepository(deps);
  const call = aCall({ number: 1 });
  const called = (id: string) => fact({ id, type: 'call_reserved', callId: 'call_1' });
  await step('calls: save', () => calls.save(call, undefined, called('evt_c1')));
  await step('calls: rung', () => calls.save({ ...call, version: 2, rungFor: call.at }, call, called('evt_c2')));
  await step('calls: rung, too late', () => calls.save({ ...call, version: 2 }, call, called('evt_c3')));
  await step('calls: done', () =>
    calls.save(
      { ...call, version: 3, rungFor: call.at, status: 'done', endedAt: call.at },
      { ...call, version: 2, rungFor: call.at },
      called('evt_c4'),
    ),
  );
  await step('calls: of no ticket', () => calls.save(aCall({ number: 77 }), undefined, called('evt_c5')));
  for (const callId of ['call_2', 'call_3'])
    await step(`calls: save ${callId}`, () => calls.save({ ...call, callId }, undefined, called(`evt_${callId}`)));
  await step('calls: find', () => calls.find('support', 1, 'call_1'));
  await step('calls: of a ticket', () => calls.listByTicket('support', 1));
  await step('calls: open, of a service', () => calls.listOpen('support', undefined, { limit: 10 }));
  await step('calls: open, of an agent', async () => {
    const first = await calls.listOpen('support', 'agent_1', { limit: 1 });
    return [first, await calls.listOpen('support', 'agent_1', { limit: 1, cursor: first.cursor! })];
  });

  const mails = dynamoMailRepository(deps);
  const mail = aMail({ number: 1 });
  const sent = {
    ...mail,
    status: 'sent' as const,
    attempts: 1,
    attemptedAt: notice.createdAt,
    sentAt: notice.createdAt,
    sesMessageId: 'ses-1',
    outcome: 'delivered' as const,
  };
  await step('mails: save', () => mails.save(sent, mail, fact({ id: 'evt_m1', type: 'mail_sent', mailId: mail.id })));
  await step('mails: save, too late', () => mails.save(sent, mail));
  await step('mails: second round', () =>
    mails.save(
      { ...mail, round: 2, orderedAt: notice.createdAt, orderedBy: 'mina', earlier: ['ses-1'] },
      sent,
      fact({ id: 'evt_m2', type: 'mail_requeued', mailId: mail.id }),
    ),
  );
  await step('mails: second round, failed', () =>
    mails.save(
      { ...mail, round: 2, status: 'failed', attempts: 1, failure: 'refused', failedAt: notice.createdAt },
      { ...mail, round: 2 },
    ),
  );
  await step('mails: a fact that was told', () =>
    mails.save(mail, { ...mail, round: 2, status: 'failed', attempts: 1 }, fact({ id: 'evt_m1', type: 'mail_sent' })),
  );
  await step('mails: find', () => mails.find({ serviceId: 'support', number: 1, mailId: mail.id }));
  await step('mails: find many', () => mails.findMany('support', 1, [mail.id, 'mail_9', mail.id]));
  await step('tickets: by our Message-ID', () => tickets.findByMessageId('support', 'ses-1'));

  const departures = dynamoDepartureRepository(deps);
  await step('departures: find', () => departures.find('support', 'dep_1'));
  await step('departures: finish', () => departures.finish(departure, { at: notice.createdAt, openCalls: 2 }));
  await step('departures: finish, kept', () =>
    departures.finish(
      { ...departure, departureId: 'dep_2' },
      { at: notice.createdAt, openCalls: 0, kept: [{ groupId: 'first-line', tickets: 3 }, { tickets: 1 }] },
    ),
  );
  await step('departures: told', () => departures.told('support', 'dep_1', notice.createdAt));
  await step('departures: dismiss', () =>
    departures.dismiss('support', 'dep_2', { agentId: 'boss', at: notice.createdAt }),
  );
  await step('departures: dismiss none', () =>
    departures.dismiss('support', 'dep_3', { agentId: 'boss', at: notice.createdAt }),
  );
  await step('departures: list', () => departures.list('support'));

  await step('originals: find', () => dynamoSealedOriginals(deps).find('support', 1, 'ent_1'));
  await step('originals: find none', () => dynamoSealedOriginals(deps).find('support', 1, 'ent_2'));
  const log = dynamoViewingLog(deps);
  await step('viewing log: record', () => log.record(fact({ id: 'evt_v1', type: 'masked_viewed' })));
  await step('viewing log: record of none', () =>
    log.record(fact({ id: 'evt_v2', number: 55, type: 'masked_viewed' })),
  );
  await step('draft texts: rewrite', () =>
    dynamoDraftTexts(deps).rewrite('support', 1, ({ html, text }) => ({
      html: html.replace('a', '*'),
      text: text.replace('a', '*'),
    })),
  );

  const projections = dynamoProjectionStore(deps);
  const projection = {
    serviceId: 'support',
    number: 1,
    version: 1,
    removed: false,
    cells: [
      { scope: 'all', span: 'now', figure: 'processing' },
      { scope: 'mina', span: 'now', figure: 'processing' },
    ],
  } as const;
  const one = [
    { scope: 'all', span: 'now', by: { processing: 1 } },
    { scope: 'mina', span: 'now', by: { processing: 1 } },
  ] as const;
  await step('figures: move', () =>
    projections.move({ serviceId: 'support', projections: [{ after: projection }], changes: one }),
  );
  await step('figures: move again', () =>
    projections.move({ serviceId: 'support', projections: [{ after: projection }], changes: one }),
  );
  const moved = { ...projection, version: 2, removed: true, cells: [] };
  await step('figures: move on, without the service', () =>
    projections.move({
      serviceId: 'support',
      projections: [{ before: projection, after: moved }],
      changes: [{ scope: 'mina', span: '2026-11-22', by: { resolved: 1 } }],
    }),
  );
  await step('figures: move on, too late', () =>
    projections.move({ serviceId: 'support', projections: [{ before: projection, after: moved }], changes: [] }),
  );
  await step('figures: correct', () => projections.correct('support', 2, [one[0]]));
  await step('figures: correct, too late', () => projections.correct('support', 2, [one[0]]));
  await step('figures: correct the first', () => projections.correct('sales', 0, [one[0]]));
  await step('figures: revision', () => projections.revision('support'));
  await step('figures: revision of none', () => projections.revision('none'));
  await step('figures: find projections', () => projections.findMany('support', [1, 2]));
  await step('figures: all projections', () => all(projections.projections('support')));
  await step('figures: all counters', () => all(projections.counters('support')));
  // What a ticket's change costs with its categories, and what the same one costs without.
  for (const [which, named] of [
    ['plain', {}],
    ['of two categories', { inquiryTypeId: 'delivery', processingTypeId: 'done' }],
  ] as const) {
    const project = projectTickets({ projections, timeZoneOf: async () => 'Asia/Seoul', backoff: async () => {} });
    const begun = aTicket({ serviceId: `projected-${which}`, number: 1, version: 1, ...named });
    const commented = { ...begun, version: 2 };
    const passedOn = { ...commented, version: 3, assigneeId: 'jun' };
    const sorted = { ...passedOn, version: 4, inquiryTypeId: 'refund' };
    const resolved = {
      ...sorted,
      version: 5,
      status: 'resolved' as const,
      resolvedAt: now.toISOString(),
      resolvedBy: 'jun',
    };
    const completed = { ...resolved, version: 6, status: 'completed' as const };
    let before: Ticket | undefined;
    for (const [change, after] of Object.entries({ begun, commented, passedOn, sorted, resolved, completed })) {
      await step(`figures: ticket ${which} ${change}`, () => project([before ? { before, after } : { after }]));
      before = after;
    }
  }
  const figures = dynamoFiguresStore(deps);
  await step('figures: read', () => figures.read('support', 'mina', ofDay('2026-11-22')));
  await step('figures: use of categories', () => figures.categoryUse('projected-of two categories'));
  await step('figures: read lists', () => figures.readLists('support', 'mina', ['first-line']));
  const audit = dynamoTicketAudit(deps);
  await step('audit: tickets', () => audit.findMany('support', [1, 3, 99]));
  await step('audit: numbers', () => all(audit.numbers('support')));

  const connections = dynamoConnectionStore(deps);
  const connection = { connectionId: 'con_1', serviceId: 'support', agentId: 'mina' };
  await step('connections: issue a ticket', () => connections.issueTicket('t1', connection, now));
  await step('connections: issue another', () => connections.issueTicket('t2', connection, now));
  await step('connections: issue one again', () =>
    connections.issueTicket('t2', connection, now).catch((cause: Error) => cause.name),
  );
  await step('connections: redeem', () => connections.redeemTicket('t1', now));
  await step('connections: redeem again', () => connections.redeemTicket('t1', now));
  await step('connections: add', () => connections.add(connection, now));
  await step('connections: add another', () => connections.add({ ...connection, connectionId: 'con_2' }, now));
  await step('connections: count', () => connections.countMessage('con_1', now));
  await step('connections: list', () => connections.listByService('support', now));
  await step('connections: remove', () => connections.remove({ connectionId: 'con_2' }));
  await step('connections: remove again', () => connections.remove({ connectionId: 'con_2' }));
  const presence = dynamoPresenceStore(deps);
  await step('presence: arrive', () => presence.arrive('con_1', 1, 'viewing', now));
  await step('presence: arrive elsewhere', () => presence.arrive('con_1', 2, 'typing', now));
  await step('presence: arrive unknown', () => presence.arrive('con_9', 2, 'typing', now));
  await step('presence: list', () => presence.list('support', 2, now));
  await step('presence: leave', () => presence.leave('con_1', now));
  await step('presence: arrive again', () => presence.arrive('con_1', 3, 'typing', now));
  const seen = dynamoSeenAgents(deps);
  await step('seen: look which agent a connection is', () => connections.find('con_1', now));
  await step('seen: look when, the first time', () => seen.find('support', 'agent_1', now));
  await step('seen: note', () => seen.note('support', 'agent_1', now));
  await step('seen: look when', () => seen.find('support', 'agent_1', now));
  await step('seen: list', () => seen.list('support', now));

  const workable = aTicket({ number: 5, version: 1, unreadReply: true });
  const file = { uploadId: 'upl_5', name: 'a.png', type: 'image/png', size: 7 };
  const withFile = aDraft({ number: 5, version: 1, uploadIds: ['upl_5'], files: [file] });
  const answered = aMail({
    number: 5,
    id: 'mail_5',
    entryId: 'ent_5',
    leavesAt: '2026-11-22T09:00:10.000Z',
    undo: {
      by: 'agent_1',
      before: {
        status: 'processing',
        activityAt: workable.activityAt,
        unreadReply: true,
        waitingSince: notice.createdAt,
        lastEntry: { id: 'ent_1', by: 'customer' },
        otherEntry: { id: 'ent_0', by: 'mina' },
      },
    },
  });
  await step('taken back: create', () => save(workable));
  await step('taken back: resolve', () =>
    save(
      { ...workable, version: 2, status: 'resolved', resolvedAt: notice.createdAt, unreadReply: false },
      { mail: answered, entry: anEntry({ id: 'ent_5', kind: 'agent_reply' }) },
    ),
  );
  const takingBack = {
    takenBack: { mail: { ...answered, status: 'taken_back' as const }, before: answered },
    original: { entryId: 'ent_5', sealed: null },
    draft: { agentId: 'agent_1', expectedVersion: 0, after: withFile },
    restoredUploads: [upload('upl_5')],
  };
  await step('taken back', () => save({ ...workable, version: 3 }, takingBack));
  await step('taken back again', () => save({ ...workable, version: 4 }, takingBack));
  await step('read', () => tickets.markRead({ ...workable, version: 3 }));
  await step('read again', () => tickets.markRead({ ...workable, version: 3 }));
  await step('read: what would leave it unread', () => save({ ...workable, version: 4 }));

  const automation = dynamoAutomationRepository(deps);
  const cursor = { serviceId: 'support', number: 6, version: 1, revision: 1, chains: {} };
  const onwards = { ...cursor, version: 2, revision: 2, chains: { evt_1: ['trg_1'] } };
  const conditions = ['ticket.title', 'ticket.priority', 'customer.email', 'ticket.tags'].map((field, place) => ({
    field,
    operator: 'contains' as const,
    value: 'printer',
    met: true,
    seen: 'Printer on fire',
    groups: ['all' as const],
    path: [place],
  }));
  const saw = aTrace({ number: 6, considered: [{ ...aTrace().considered[0]!, conditions }] });
  const automated = aTicket({ number: 6, version: 1 });
  await step('automation: create', () => save(automated));
  await step('automation: no cursor', () => automation.find('support', 6));
  await step('automation: nothing to do', () => automation.save({ after: cursor, traces: [aTrace({ number: 6 })] }));
  await step('automation: a trigger fires', () =>
    save(
      { ...automated, version: 2, priority: 'urgent' },
      {
        fact: fact({
          id: 'evt_6',
          number: 6,
          version: 2,
          type: 'ticket_automated',
          actor: { kind: 'system' },
          automation: { chainId: 'evt_1', depth: 1, triggers: [{ triggerId: 'trg_1', name: 'First rule' }] },
        }),
        entry: anEntry({
          id: 'ent_6',
          kind: 'comment',
          author: { kind: 'system' },
          automatedBy: [{ triggerId: 'trg_1', name: 'First rule' }],
        }),
        automation: { before: cursor, after: onwards, traces: [{ ...saw, runId: '2026-11-22T09:00:00.000Z_evt_6' }] },
      },
    ),
  );
  await step('automation: too late', () => automation.save({ before: cursor, after: onwards, traces: [] }));
  await step('automation: cursor', () => automation.find('support', 6));
  await step('automation: runs', () => automation.listRuns('support', 6, { limit: 20, order: 'newest' }));
  await step('automation: of another ticket', () =>
    automation.save({ after: { ...cursor, number: 7 }, traces: [aTrace({ number: 7 })] }),
  );
  await step('automation: remove', () => automation.removeAll('support', 7));
  const point = {
    serviceId: 'support',
    since: 'created',
    at: '2026-11-22T09:00:00.000Z',
    number: 9,
    factId: 'evt_1',
  } as const;
  const lookAt = '2026-11-22T11:02:00.000Z';
  await step('automation: points', () =>
    automation.save({
      after: { ...cursor, number: 9 },
      traces: [],
      points: [point],
      late: [{ ...point, hours: 2, lookAt }],
    }),
  );
  const points = dynamoTimePoints(deps);
  const stretch = { after: '2026-11-22T08:59:00.000Z', until: lookAt };
  await step('time points: due', () => readAll(points.in('support', 'created', stretch)));
  await step('time points: late', () => readAll(points.late('support', stretch)));
  await step('time points: no position', () => points.position('support'));
  await step('time points: move', () => points.move('support', undefined, lookAt));
  await step('time points: move, too late', () => points.move('support', undefined, lookAt));
  const triggered = aTicket({ number: 8, version: 1, writtenByMachine: true });
  const byTrigger = { triggerId: 'trg_1', name: 'Hello' };
  const recipients = { to: 'mina@example.com', also: ['lee@example.com'] };
  const outwardCall = anOutwardCall({ number: 8, sealedSecret: 'v1.secret' });
  const counts = { revision: 1, sent: { 'mina@example.com': [1_763_802_000] } };
  const ordering = {
    furtherEntries: [
      anEntry({
        id: 'ent_6',
        kind: 'trigger_mail',
        author: { kind: 'system' },
        mailId: 'mail_6',
        automatedBy: [byTrigger],
        mailedTo: { kind: 'group', addresses: ['mina@example.com', 'lee@example.com'], subject: 'New' },
      }),
    ],
    furtherMails: [
      aMail({ number: 8, id: 'mail_6', entryId: 'ent_6', kind: 'automatic', audience: 'group', ...recipients }),
    ],
    furtherFacts: [fact({ id: 'evt_6', number: 8, type: 'outward_ordered', outwardId: 'out_1', trigger: byTrigger })],
    outward: [outwardCall, anOutwardCall({ number: 8, id: 'out_2', kind: 'notice', sealedHook: 'v1.hook' })],
    mailCounts: counts,
  } as const;
  await step('triggered', () => save(triggered, ordering));
  await step('triggered, counted meanwhile', () => save({ ...triggered, version: 2 }, { mailCounts: counts }));
  await step('mail counts: find', () => dynamoMailCounts(deps).find('support', 8));
  await step('mail counts: find none', () => dynamoMailCounts(deps).find('support', 1));
  const outward = dynamoOutwardRepository(deps);
  const saidNo = { at: notice.createdAt, status: 500, body: 'busy' };
  const calling = { ...outwardCall, status: 'calling' as const, attempts: 1, attemptedAt: notice.createdAt };
  await step('outward: claim', () => outward.save(calling, outwardCall));
  await step('outward: claim, too late', () => outward.save(calling, outwardCall));
  await step('outward: failed', () =>
    outward.save(
      { ...calling, status: 'failed', answer: saidNo, endedAt: notice.createdAt },
      calling,
      fact({ id: 'evt_7', number: 8, type: 'outward_failed', outwardId: 'out_1', trigger: byTrigger }),
    ),
  );
  await step('outward: find', () => outward.find({ serviceId: 'support', number: 8, outwardId: 'out_1' }));
  await step('outward: of a ticket', () => outward.list('support', 6, { limit: 50, order: 'newest' }));
  const escalation = anEscalation({ number: 40, fields: { model: { type: 'text', value: 'X-1' } } });
  const handedOver = { ...escalation, status: 'waiting' as const, targetNumber: 1 };
  const escalations = dynamoEscalationRepository(deps);
  const escalated = aTicket({ number: 40, version: 1, transferring: 'esc_1' });
  await step('escalation: ordered', () => save(escalated, { escalation: { after: escalation } }));
  const issue = aTicket({
    serviceId: 'engineering',
    number: 1,
    version: 1,
    status: 'unassigned',
    assigneeId: undefined,
    origin: { serviceId: 'support', number: 40, escalationId: 'esc_1' },
  });
  await step('escalation: handed over', () =>
    save(aTicket({ number: 40, version: 2, status: 'transferred', transfer: 'issue', transferId: 'esc_1' }), {
      escalation: { before: escalation, after: handedOver },
      alongside: {
        ticket: issue,
        fact: fact({
          id: 'evt_i',
          serviceId: 'engineering',
          number: 1,
          version: 1,
          origin: { serviceId: 'support', number: 40 },
        }),
        entry: anEntry({ id: 'ent_i', kind: 'transfer_note', author: { kind: 'agent', agentId: 'kim' } }),
      },
    }),
  );
  await step('escalation: handed over, too late', () =>
    save({ ...escalated, version: 3 }, { escalation: { before: escalation, after: handedOver } }),
  );
  await step('escalation: find', () => escalations.find('support', 40, 'esc_1'));
  await step('escalation: of a ticket', () => escalations.list('support', 40));
  await step('escalation: end', () =>
    escalations.end(handedOver, { ...handedOver, status: 'finished', endedAt: notice.createdAt }),
  );
  await step('escalation: end, too late', () => escalations.end(handedOver, { ...handedOver, status: 'withdrawn' }));
  const pace = dynamoHookPace(deps);
  await step('hook: take', () => pace.take('https://hook.example.com/1', now));
  await step('hook: take again', () => pace.take('https://hook.example.com/1', now));
  await step('hook: reserve', () => pace.reserve('https://hook.example.com/1', now));
  await step('hook: reserve again', () => pace.reserve('https://hook.example.com/1', now));

  const remains = dynamoDeletedTicketRows(deps);
  const spam = aTicket({ number: 4, version: 1, status: 'resolved', internalReason: 'spam', assigneeId: undefined });
  await step('deleted: create', () =>
    save(spam, {
      fact: fact({ id: 'evt_x', number: 4, type: 'ticket_created', changes: { title: { after: 'Secret' } } }),
      entry: anEntry(),
      mail: aMail({ number: 4 }),
    }),
  );
  await step('deleted: mark', () => importantTickets.mark(spam, 'mina'));
  await step('deleted: delete', () => save({ ...spam, version: 2 }, { gone: true }));
  await step('deleted: delete again', () => save({ ...spam, version: 2 }, { gone: true }));
  await step('deleted: rows', () => remains.removeRows('support', 4));
  await step('deleted: unmark', () => importantTickets.follow(spam, true));

  const lines = dynamoDistributionRepository(deps);
  const waiting = aWaitingTicket({ number: 9, cap: 5 });
  const place = { serviceId: 'support', groupId: 'first-line' };
  const placed = aTicket({
    number: 9,
    version: 1,
    status: 'unassigned',
    assigneeId: undefined,
    waiting: { id: waiting.id, since: waiting.since },
  });
  const { waiting: _over, ...assigned } = { ...placed, version: 2, status: 'processing' as const, assigneeId: 'mina' };
  const received = receive({ serviceId: 'support', agentId: 'mina' }, undefined, 6, waiting.since);
  const distribution = { waiting, received, turn: nextTurn(waiting, undefined, 'mina', ['mina']) };
  const designated = aWaitingTicket({ number: 10, strategy: 'designated', agentId: 'mina' });
  await step('waiting: place', () => save(placed, { waiting }));
  await step('waiting: place another', () => save({ ...placed, number: 10 }, { waiting: designated }));
  await step('waiting: groups', () => lines.listWaitedIn());
  await step('waiting: in a group', () => lines.isWaitedIn(place));
  await step('waiting: the line', () => lines.listWaiting(place, { limit: 25 }));
  await step('waiting: the line, on', () => lines.listWaiting(place, { limit: 25, after: waiting }));
  await step('waiting: the group', () => lines.findGroup(place));
  await step('waiting: no turn', () => lines.findTurn(place, 'trg_1'));
  await step('waiting: nothing received', () => lines.findReceived('support', ['mina', 'agent_1']));
  await step('waiting: take the lease', () => lines.wake(place, 'one', now));
  await step('waiting: the lease is taken', () => lines.wake(place, 'other', now));
  await step('waiting: release it', () => lines.release({ ...place, holder: 'one', wanted: 1 }));
  await step('waiting: renew it', () => lines.renew({ ...place, holder: 'one', wanted: 1 }, now));
  await step('waiting: release it again', () => lines.release({ ...place, holder: 'one', wanted: 2 }));
  const assigning = fact({
    id: 'evt_6',
    number: 9,
    version: 2,
    type: 'ticket_assigned',
    automation: waiting.automation,
  });
  await step('waiting: assign', () => save(assigned, { fact: assigning, distribution }));
  await step('waiting: assign again', () => save({ ...assigned, version: 3 }, { distribution }));
  await step('waiting: a turn', () => lines.findTurn(place, 'trg_1'));
  await step('waiting: received', () => lines.findReceived('support', ['mina', 'agent_1']));
  await step('waiting: leave the line', () => lines.removeWaiting({ ...designated, id: 'evt_other' }));

  return {
    rows: {
      desk: await rowsOf(engine.client, engine.deskTable),
      views: await rowsOf(engine.client, engine.viewsTable),
      sessions: await rowsOf(engine.client, engine.sessionsTable),
    },
    costs,
    given,
  };
};
