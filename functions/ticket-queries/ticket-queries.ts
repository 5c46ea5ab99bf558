import { operations } from '../../shared/contracts/http/operations.ts';
import type { HttpHandler } from '../../shared/http/operation.ts';
import { router } from '../../shared/http/router.ts';
import { createHandler as getDraft } from './get-draft.ts';
import { createHandler as findCustomer } from './find-customer.ts';
import { createHandler as findPersonalData } from './find-personal-data.ts';
import { createHandler as getCustomer } from './get-customer.ts';
import { createHandler as getFigures } from './get-figures.ts';
import { createHandler as getListCounts } from './get-list-counts.ts';
import { createHandler as getMe } from './get-me.ts';
import { createHandler as getService } from './get-service.ts';
import { createHandler as getRestrictedWords } from './get-restricted-words.ts';
import { createHandler as getTicket } from './get-ticket.ts';
import { createHandler as listDraftVersions } from './list-draft-versions.ts';
import { createHandler as listCustomerTickets } from './list-customer-tickets.ts';
import { createHandler as listEntries } from './list-entries.ts';
import { createHandler as listEvents } from './list-events.ts';
import { createHandler as listInformationSources } from './list-information-sources.ts';
import { createHandler as listOpenCalls } from './list-open-calls.ts';
import { createHandler as listTicketCalls } from './list-ticket-calls.ts';
import { createHandler as listFields } from './list-fields.ts';
import { createHandler as listNotices } from './list-notices.ts';
import { createHandler as listTickets } from './list-tickets.ts';
import { createHandler as getTemplate } from './get-template.ts';
import { createHandler as listTemplates } from './list-templates.ts';
import { createHandler as listTemplateVariables } from './list-template-variables.ts';

export type TicketQueriesDeps = Parameters<typeof listTemplates>[0] &
  Parameters<typeof getTemplate>[0] &
  Parameters<typeof getRestrictedWords>[0] &
  Parameters<typeof getTicket>[0] &
  Parameters<typeof listFields>[0] &
  Parameters<typeof listNotices>[0] &
  Parameters<typeof findPersonalData>[0] &
  Parameters<typeof listInformationSources>[0] &
  Parameters<typeof getDraft>[0] &
  Parameters<typeof listDraftVersions>[0] &
  Parameters<typeof listOpenCalls>[0] &
  Parameters<typeof listTicketCalls>[0] &
  Parameters<typeof findCustomer>[0] &
  Parameters<typeof getCustomer>[0] &
  Parameters<typeof listCustomerTickets>[0] &
  Parameters<typeof getMe>[0] &
  Parameters<typeof getService>[0] &
  Parameters<typeof getFigures>[0] &
  Parameters<typeof listTickets>[0] &
  Parameters<typeof getListCounts>[0] &
  Parameters<typeof listEntries>[0] &
  Parameters<typeof listEvents>[0];

/** The operations that only read. */
export const createHandler = (deps: TicketQueriesDeps): HttpHandler =>
  router([
    [operations.getMe, getMe(deps)],
    [operations.getService, getService(deps)],
    [operations.listTickets, listTickets(deps)],
    [operations.getListCounts, getListCounts(deps)],
    [operations.getTicket, getTicket(deps)],
    [operations.listEntries, listEntries(deps)],
    [operations.listEvents, listEvents(deps)],
    [operations.findPersonalData, findPersonalData(deps)],
    [operations.listOpenCalls, listOpenCalls(deps)],
    [operations.listTicketCalls, listTicketCalls(deps)],
    [operations.getDraft, getDraft(deps)],
    [operations.listDraftVersions, listDraftVersions(deps)],
    [operations.getFigures, getFigures(deps)],
    [operations.listFields, listFields(deps)],
    [operations.listNotices, listNotices(deps)],
    [operations.getRestrictedWords, getRestrictedWords(deps)],
    [operations.listTemplateVariables, listTemplateVariables(deps)],
    [operations.listTemplates, listTemplates(deps)],
    [operations.getTemplate, getTemplate(deps)],
    [operations.listInformationSources, listInformationSources(deps)],
    [operations.findCustomer, findCustomer(deps)],
    [operations.getCustomer, getCustomer(deps)],
    [operations.listCustomerTickets, listCustomerTickets(deps)],
  ]);
