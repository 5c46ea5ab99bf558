import { listOpenCalls, listTicketCalls } from '../../shared/application/calls/list-calls.ts';
import { listSources } from '../../shared/application/customer-information/sources.ts';
import { findCustomer, getCustomer } from '../../shared/application/customers/find-customer.ts';
import { listCustomerTickets } from '../../shared/application/customers/list-customer-tickets.ts';
import { getAgentWork } from '../../shared/application/departures/agent-work.ts';
import { getFigures } from '../../shared/application/desk/get-figures.ts';
import { getListCounts } from '../../shared/application/desk/get-list-counts.ts';
import { getMe } from '../../shared/application/desk/get-me.ts';
import { getService } from '../../shared/application/desk/get-service.ts';
import { getDraft } from '../../shared/application/drafts/get-draft.ts';
import { listDraftVersions } from '../../shared/application/drafts/list-draft-versions.ts';
import { listDrafts } from '../../shared/application/drafts/list-drafts.ts';
import { findPersonalData } from '../../shared/application/masking/find-personal-data.ts';
import { listNotices } from '../../shared/application/notices/list-notices.ts';
import type { FieldRepository } from '../../shared/application/ports/desk-settings.ts';
import type { CategoryUseReader } from '../../shared/application/ports/figures.ts';
import type { TicketRow } from '../../shared/application/ports/tickets.ts';
import type { RestrictedDeps } from '../../shared/application/tickets/answer-ticket.ts';
import { listOutwardCalls } from '../../shared/application/triggers/list-outward-calls.ts';
import { getTemplate, listTemplates } from '../../shared/application/templates/read-templates.ts';
import { getTicket } from '../../shared/application/tickets/get-ticket.ts';
import { listEntries } from '../../shared/application/tickets/list-entries.ts';
import { listEvents } from '../../shared/application/tickets/list-events.ts';
import { listTickets } from '../../shared/application/tickets/list-tickets.ts';
import { sampleFieldUse } from '../../shared/application/tickets/sample-field-use.ts';
import { showFields } from '../../shared/application/tickets/show-fields.ts';
import { listEscalationTargets } from '../../shared/application/transfers/escalation-targets.ts';
import { listEscalations, listOriginHistory } from '../../shared/application/transfers/read-escalations.ts';
import { listTriggerRuns } from '../../shared/application/triggers/list-trigger-runs.ts';
import { agentWorkOperations } from '../../shared/contracts/http/agent-work.ts';
import { callOperations } from '../../shared/contracts/http/calls.ts';
import { categoryOperations } from '../../shared/contracts/http/categories.ts';
import { customerInformationOperations } from '../../shared/contracts/http/customer-information.ts';
import { customerOperations } from '../../shared/contracts/http/customers.ts';
import { deskOperations } from '../../shared/contracts/http/desk.ts';
import { draftOperations } from '../../shared/contracts/http/drafts.ts';
import { escalationOperations } from '../../shared/contracts/http/escalations.ts';
import { fieldOperations } from '../../shared/contracts/http/fields.ts';
import { historyOperations } from '../../shared/contracts/http/history.ts';
import { liveOperations } from '../../shared/contracts/http/live.ts';
import { maskingOperations } from '../../shared/contracts/http/masking.ts';
import { noticeOperations } from '../../shared/contracts/http/notices.ts';
import { outwardOperations } from '../../shared/contracts/http/outward.ts';
import { restrictedWordsOperations } from '../../shared/contracts/http/restricted-words.ts';
import { templateOperations } from '../../shared/contracts/http/templates.ts';
import { ticketQueries } from '../../shared/contracts/http/ticket-queries.ts';
import { triggerRunOperations } from '../../shared/contracts/http/trigger-runs.ts';
import type { Agent } from '../../shared/domain/desk/agent.ts';
import { inOrder } from '../../shared/domain/desk/field.ts';
import { fieldVisibility } from '../../shared/domain/desk/field-visibility.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { VARIABLE_NAMES, VARIABLES } from '../../shared/domain/template/variables.ts';
import {
  byAgentId,
  type NeedsOf,
  type OperationDeps,
  query,
  requestedPage,
  serveRows,
  shownPage,
} from '../../shared/http/operation.ts';
import {
  shownCustomer,
  shownEscalation,
  shownDraft,
  shownEntry,
  shownEvent,
  shownPanelSource,
  shownPreferences,
  shownRow,
  shownTemplate,
  shownTicket,
  shownTriggerRun,
} from '../../shared/http/shown.ts';

export type TicketQueriesDeps = OperationDeps &
  RestrictedDeps & {
    readonly definitions: Pick<FieldRepository, 'list'>;
    readonly figures: CategoryUseReader;
  } & NeedsOf<
    | typeof findCustomer
    | typeof findPersonalData
    | typeof getAgentWork
    | typeof getCustomer
    | typeof getDraft
    | typeof getFigures
    | typeof getListCounts
    | typeof getMe
    | typeof getService
    | typeof getTemplate
    | typeof getTicket
    | typeof listCustomerTickets
    | typeof listDraftVersions
    | typeof listDrafts
    | typeof listEntries
    | typeof listEscalations
    | typeof listEscalationTargets
    | typeof listOriginHistory
    | typeof listEvents
    | typeof listNotices
    | typeof listOpenCalls
    | typeof listOutwardCalls
    | typeof listSources
    | typeof listTemplates
    | typeof listTicketCalls
    | typeof listTickets
    | typeof listTriggerRuns
    | typeof sampleFieldUse
    | typeof showFields
  >;

const shownEntries = shownPage('entries', shownEntry);
const shownEvents = shownPage('events', shownEvent);

/** A ticket with what the caller may do with it and see of its fields. */
const wholeTicket =
  (deps: TicketQueriesDeps) =>
  async ({
    serviceId,
    number,
    agent,
  }: {
    readonly serviceId: string;
    readonly number: number;
    readonly agent: Agent;
  }) => {
    const ticket = await getTicket(deps)({ serviceId, number });
    return ticket.ok
      ? ok({ ...shownTicket(ticket.value, { agent }), fields: await showFields(deps)(ticket.value, agent) })
      : ticket;
  };

const variables = VARIABLE_NAMES.map((name) => ({ name, ...VARIABLES[name] }));

/** The operations that only read. */
export const createHandler = (deps: TicketQueriesDeps) =>
  serveRows(deps, [
    // A caller without any service gets an empty list, not a refusal.
    query(
      deskOperations.getMe,
      async ({ caller: { agentId } }) => ok(await getMe(deps)(agentId)),
      ({ memberships, preferences }, { caller: { agentId, username } }) => ({
        agentId,
        name: memberships[0]?.agent.name ?? username ?? agentId,
        email: memberships[0]?.agent.email ?? '',
        services: memberships.map(({ agent, service }) => ({
          serviceId: service.serviceId,
          serviceName: service.name,
          kind: service.kind,
          role: agent.role,
          groupIds: agent.groupIds,
        })),
        preferences: shownPreferences(preferences),
      }),
    ),
    query(
      deskOperations.getService,
      ({ serviceId }) => getService(deps)(serviceId),
      ({ service, ...people }) => ({ ...service, ...people }),
    ),
    query(agentWorkOperations.getAgentWork, ({ serviceId, agentId }) => getAgentWork(deps)({ serviceId, agentId })),
    query(liveOperations.getFigures, ({ agent: { serviceId, agentId } }) => getFigures(deps)(serviceId, agentId)),
    query(categoryOperations.listCategoryUse, async ({ serviceId }) =>
      ok({ categories: (await deps.figures.categoryUse(serviceId)).filter(({ tickets }) => tickets > 0) }),
    ),
    query(fieldOperations.listFields, async ({ serviceId, agent }) => {
      const fields = await deps.definitions.list(serviceId);
      const sees = fieldVisibility(agent.role, fields);
      return ok({
        fields: inOrder(fields.filter(({ code }) => sees(code))),
      });
    }),
    query(fieldOperations.getFieldUse, sampleFieldUse(deps)),
    query(noticeOperations.listNotices, ({ agent, which }) => listNotices(deps)(agent, which)),
    query(restrictedWordsOperations.getRestrictedWords, async ({ serviceId }) =>
      ok(await deps.restrictedWords.find(serviceId)),
    ),

    query(
      ticketQueries.listTickets,
      (asked) => listTickets(deps)({ ...asked, page: requestedPage(asked) }),
      shownPage('rows', shownRow),
    ),
    query(
      ticketQueries.getListCounts,
      async ({ agent }) => ok(await getListCounts(deps)(agent)),
      ({ revision, lists, mine, groups, marked }) => ({
        revision,
        lists,
        mine: { ...mine, important: marked.size },
        groups: Object.fromEntries(groups),
        marked: [...marked],
      }),
    ),
    query(ticketQueries.getTicket, wholeTicket(deps)),
    query(
      historyOperations.listEntries,
      ({ serviceId, number, ...asked }) => listEntries(deps)({ serviceId, number, page: requestedPage(asked) }),
      shownEntries,
    ),
    query(
      historyOperations.listEvents,
      ({ serviceId, number, agent, ...asked }) =>
        listEvents(deps)({ serviceId, number, agent, page: requestedPage(asked) }),
      shownEvents,
    ),
    query(historyOperations.getTicketWithHistory, async ({ serviceId, number, agent, limit }) => {
      const asked = { serviceId, number, agent, page: requestedPage({ limit }) };
      const [ticket, entries, events] = await Promise.all([
        wholeTicket(deps)(asked),
        listEntries(deps)(asked),
        listEvents(deps)(asked),
      ]);
      if (!ticket.ok) return ticket;
      if (!entries.ok) return entries;
      return events.ok
        ? ok({ ticket: ticket.value, entries: shownEntries(entries.value), events: shownEvents(events.value) })
        : events;
    }),
    query(
      triggerRunOperations.listTriggerRuns,
      ({ serviceId, number, agent, ...asked }) =>
        listTriggerRuns(deps)({ serviceId, number, agent, page: requestedPage(asked) }),
      shownPage('runs', shownTriggerRun),
    ),
    query(maskingOperations.findPersonalData, findPersonalData(deps)),
    query(
      callOperations.listOpenCalls,
      async ({ serviceId, agent: { agentId }, owner, ...asked }) =>
        ok(await listOpenCalls(deps)({ serviceId, agentId, owner, page: requestedPage(asked) })),
      shownPage('calls', (call) => call),
    ),
    query(callOperations.listTicketCalls, listTicketCalls(deps), (calls) => ({ calls })),
    query(escalationOperations.listEscalationTargets, async ({ serviceId }) =>
      ok({
        targets: (await listEscalationTargets(deps)(serviceId)).map(({ service, ...form }) => ({
          serviceId: service.serviceId,
          name: service.name,
          ...form,
        })),
      }),
    ),
    query(escalationOperations.listEscalations, byAgentId(listEscalations(deps)), (seen) => ({
      escalations: seen.map(shownEscalation),
    })),
    query(
      escalationOperations.listOriginHistory,
      ({ serviceId, number, ...asked }) => listOriginHistory(deps)({ serviceId, number, page: requestedPage(asked) }),
      ({ agents, ...page }) => ({ ...shownEntries(page), agents }),
    ),
    query(
      outwardOperations.listOutwardCalls,
      ({ serviceId, number, agent, ...asked }) =>
        listOutwardCalls(deps)({ serviceId, number, agent, page: requestedPage(asked) }),
      shownPage('calls', (call) => call),
    ),
    query(draftOperations.getDraft, byAgentId(getDraft(deps)), shownDraft),
    query(draftOperations.listDraftVersions, byAgentId(listDraftVersions(deps)), (versions) => ({ versions })),
    query(
      draftOperations.listDrafts,
      async ({ serviceId, agent: { agentId }, ...asked }) =>
        ok(await listDrafts(deps)({ serviceId, agentId, page: requestedPage(asked) })),
      shownPage('drafts', (draft) => draft),
    ),

    query(templateOperations.listTemplateVariables, async () => ok({ variables })),
    query(templateOperations.listTemplates, async ({ agent, whose, text, categoryId }) =>
      ok({
        templates: (
          await listTemplates(deps)(agent, {
            whose,
            ...(text === undefined ? {} : { text }),
            ...(categoryId === undefined ? {} : { categoryId }),
          })
        ).map(shownTemplate),
      }),
    ),
    query(
      templateOperations.getTemplate,
      ({ agent, templateId }) => getTemplate(deps)(agent, templateId),
      shownTemplate,
    ),
    query(customerInformationOperations.listInformationSources, async ({ serviceId }) =>
      ok({ sources: (await listSources(deps)(serviceId, 'active')).map(shownPanelSource) }),
    ),

    query(
      customerOperations.findCustomer,
      ({ serviceId, email, phone = '' }) =>
        findCustomer(deps)(
          serviceId,
          email === undefined ? { kind: 'phone', value: phone } : { kind: 'email', value: email },
        ),
      (found) => ({ customers: found === undefined ? [] : [shownCustomer(found)] }),
    ),
    query(
      customerOperations.getCustomer,
      ({ serviceId, customerId }) => getCustomer(deps)(serviceId, customerId),
      shownCustomer,
    ),
    query(customerOperations.listCustomerTickets, async ({ serviceId, customerId, agent, ...asked }) => {
      const [page, marked] = await Promise.all([
        listCustomerTickets(deps)(serviceId, customerId, requestedPage(asked)),
        deps.importantTickets.numbers(serviceId, agent.agentId),
      ]);
      return page.ok
        ? ok(shownPage('rows', (row: TicketRow) => shownRow({ row, important: marked.has(row.number) }))(page.value))
        : page;
    }),
  ]);
