import type { ListOrder, ListView } from '../ticket-lists.ts';

/** The keys of everything in the query cache. What is invalidated together has the same beginning. */
export const queryKeys = {
  me: () => ['me'] as const,
  service: (serviceId: string) => ['service', serviceId] as const,
  serviceFields: (serviceId: string) => ['service-fields', serviceId] as const,
  categoryUse: (serviceId: string) => ['category-use', serviceId] as const,
  /** Of the newest tickets, at the moment of asking. */
  fieldUse: (serviceId: string, code: string) => ['field-use', serviceId, code] as const,
  /** The beginning of all that is known of what administrators changed. */
  serviceEvents: (serviceId: string) => ['service-events', serviceId] as const,
  mailAddresses: (serviceId: string) => ['mail-addresses', serviceId] as const,
  invitations: (serviceId: string) => ['invitations', serviceId] as const,
  agentActivity: (serviceId: string) => ['agent-activity', serviceId] as const,
  agentWork: (serviceId: string, agentId: string) => ['agent-work', serviceId, agentId] as const,
  /** The newest tickets that name a group. */
  ticketsOfGroup: (serviceId: string, groupId: string) => ['tickets-of-group', serviceId, groupId] as const,
  departures: (serviceId: string) => ['departures', serviceId] as const,
  notices: (serviceId: string) => ['notices', serviceId] as const,
  templates: (serviceId: string) => ['templates', serviceId] as const,
  /** As it is written. */
  template: (serviceId: string, templateId: string) => ['templates', serviceId, templateId, 'text'] as const,
  /** Filled for a version of a ticket. */
  filledTemplate: (serviceId: string, templateId: string, number: number, version: number) =>
    ['templates', serviceId, templateId, number, version] as const,
  /** Of what is being written: as it would be mailed. */
  textPreview: (serviceId: string, what: string, asked: string) => ['text-preview', serviceId, what, asked] as const,
  mailLayouts: (serviceId: string) => ['mail-layouts', serviceId] as const,
  restrictedWords: (serviceId: string) => ['restricted-words', serviceId] as const,
  senderDomains: (serviceId: string) => ['sender-domains', serviceId] as const,
  informationSources: (serviceId: string) => ['information-sources', serviceId] as const,
  triggers: (serviceId: string) => ['triggers', serviceId] as const,
  /** Of what is being written: as it would be done to a ticket or an example. */
  triggerTest: (serviceId: string, asked: string) => ['trigger-test', serviceId, asked] as const,
  businessHours: (serviceId: string) => ['business-hours', serviceId] as const,
  /** The public holidays of a country, for hours that are not saved yet. */
  holidays: (serviceId: string, country: string) => ['holidays', serviceId, country] as const,
  /** Of one asking: beside the ticket, so that nothing but the agent asks again. */
  customerInformation: (serviceId: string, number: number, sourceId: string, asking: object | null) =>
    ['customer-information', serviceId, number, sourceId, asking] as const,
  /** The beginning of all that is known of customers, beside their tickets. */
  customers: (serviceId: string) => ['customer', serviceId] as const,
  customerRecords: (serviceId: string) => ['customer', serviceId, 'record'] as const,
  /** Of a customer that was merged: the record of the one that remains. */
  customer: (serviceId: string, customerId: string) => ['customer', serviceId, 'record', customerId] as const,
  /** What a customer that was merged had. */
  mergedCustomer: (serviceId: string, customerId: string) => ['customer', serviceId, 'merged', customerId] as const,
  /** Customers by an address or a number. */
  customersWith: (serviceId: string, contact: { readonly email: string } | { readonly phone: string }) =>
    ['customer', serviceId, 'with', contact] as const,
  customerOfTicket: (serviceId: string, number: number) => ['customer', serviceId, 'of', number] as const,
  newestTicketsOf: (serviceId: string, customerId: string) => ['customer', serviceId, 'tickets', customerId] as const,
  /** Tickets that somebody's name is looked for in. */
  newestTickets: (serviceId: string) => ['customer', serviceId, 'tickets'] as const,
  /** The agent's open calls. */
  myCalls: (serviceId: string) => ['my-calls', serviceId] as const,
  figures: (serviceId: string) => ['figures', serviceId] as const,
  listCounts: (serviceId: string) => ['list-counts', serviceId] as const,
  important: (serviceId: string) => ['important', serviceId] as const,
  lists: (serviceId: string) => ['list', serviceId] as const,
  list: (serviceId: string, view: ListView, order: ListOrder) => ['list', serviceId, view, order] as const,
  /** Below `lists`, so that a command of this console changes its rows as well. */
  customerTickets: (serviceId: string, customerId: string) => ['list', serviceId, 'customer', customerId] as const,
  /** The beginning of the one above, for all customers. */
  anyCustomerTickets: (serviceId: string) => ['list', serviceId, 'customer'] as const,
  tickets: (serviceId: string) => ['ticket', serviceId] as const,
  ticket: (serviceId: string, number: number) => ['ticket', serviceId, number, 'ticket'] as const,
  entries: (serviceId: string, number: number) => ['ticket', serviceId, number, 'entries'] as const,
  events: (serviceId: string, number: number) => ['ticket', serviceId, number, 'events'] as const,
  preview: (
    serviceId: string,
    number: number,
    answer: { readonly command: string; readonly html: string; readonly uploadIds: readonly string[] },
  ) => ['preview', serviceId, number, answer] as const,
  /** What the agent has not sent. */
  drafts: (serviceId: string) => ['drafts', serviceId] as const,
  draftVersions: (serviceId: string, number: number) => ['draft-versions', serviceId, number] as const,
  personalData: (serviceId: string, number: number, entryId: string) =>
    ['ticket', serviceId, number, 'personal-data', entryId] as const,
  ticketCalls: (serviceId: string, number: number) => ['ticket', serviceId, number, 'calls'] as const,
  escalations: (serviceId: string, number: number) => ['ticket', serviceId, number, 'escalations'] as const,
  /** Of the ticket of another service from which an issue ticket came. */
  originHistory: (serviceId: string, number: number) => ['ticket', serviceId, number, 'origin'] as const,
  escalationTargets: (serviceId: string) => ['escalation-targets', serviceId] as const,
  triggerRuns: (serviceId: string, number: number) => ['ticket', serviceId, number, 'trigger-runs'] as const,
  outwardCalls: (serviceId: string, number: number) => ['ticket', serviceId, number, 'outward-calls'] as const,
  /** The beginning of a ticket, its entries, its events, its calls and what triggers did and called. */
  everythingOfTicket: (serviceId: string, number: number) => ['ticket', serviceId, number] as const,
};

/** The keys of commands, by which other parts of the console see that one is under way. */
export const mutationKeys = {
  preferences: () => ['preferences'] as const,
  ownAssignment: (serviceId: string) => ['own-assignment', serviceId] as const,
  create: (serviceId: string) => ['create', serviceId] as const,
  batch: (serviceId: string) => ['batch', serviceId] as const,
  moveField: (serviceId: string) => ['move-field', serviceId] as const,
  moveTrigger: (serviceId: string) => ['move-trigger', serviceId] as const,
  switchTrigger: (serviceId: string) => ['switch-trigger', serviceId] as const,
  keep: (serviceId: string, number: number) => ['keep', serviceId, number] as const,
  escalate: (serviceId: string, number: number) => ['escalate', serviceId, number] as const,
  /** Resolve, pend and comment. */
  process: (serviceId: string, number: number) => ['process', serviceId, number] as const,
  /** The beginning of the one above, for all tickets of the service. */
  processAnyTicket: (serviceId: string) => ['process', serviceId] as const,
  sendAgain: (serviceId: string, number: number, mailId: string) => ['send-again', serviceId, number, mailId] as const,
};
