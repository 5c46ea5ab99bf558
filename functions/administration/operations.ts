import { addAgent } from '../../shared/application/administration/add-agent.ts';
import { createCategory } from '../../shared/application/administration/create-category.ts';
import { createField } from '../../shared/application/administration/create-field.ts';
import { editAgent } from '../../shared/application/administration/edit-agent.ts';
import { editOwnAssignment } from '../../shared/application/administration/edit-own-assignment.ts';
import { editCategory } from '../../shared/application/administration/edit-category.ts';
import { deleteField, editField } from '../../shared/application/administration/edit-field.ts';
import { moveField } from '../../shared/application/administration/move-field.ts';
import { createGroup, editGroup, removeGroup } from '../../shared/application/administration/groups.ts';
import { inviteAgent } from '../../shared/application/administration/invite-agent.ts';
import { listInvitations } from '../../shared/application/administration/list-invitations.ts';
import { listMailAddresses, verifyMailAddress } from '../../shared/application/administration/mail-addresses.ts';
import {
  listMailLayouts,
  resetMailLayout,
  saveMailLayout,
} from '../../shared/application/administration/mail-layouts.ts';
import { moveCategory } from '../../shared/application/administration/move-category.ts';
import { listSenderDomains, verifySenderDomain } from '../../shared/application/administration/sender-domains.ts';
import { createService, editService } from '../../shared/application/administration/services.ts';
import { createSource } from '../../shared/application/customer-information/create-source.ts';
import { deleteSource, listSources } from '../../shared/application/customer-information/sources.ts';
import { editSource } from '../../shared/application/customer-information/edit-source.ts';
import { dismissDeparture, listDepartures } from '../../shared/application/departures/departures.ts';
import { exportSetup } from '../../shared/application/desk-setup/read-setup.ts';
import { importSetup } from '../../shared/application/desk-setup/import-setup.ts';
import { createNotice } from '../../shared/application/notices/create-notice.ts';
import { deleteNotice, toUtc } from '../../shared/application/notices/change-notice.ts';
import { editNotice } from '../../shared/application/notices/edit-notice.ts';
import type { DeskAdministration, DeskDirectory, FactFilter } from '../../shared/application/ports/desk.ts';
import { setRestrictedWords } from '../../shared/application/restricted/set-restricted-words.ts';
import { getBusinessHours, setBusinessHours } from '../../shared/application/triggers/business-hours.ts';
import { createTrigger } from '../../shared/application/triggers/create-trigger.ts';
import { deleteTrigger, editTrigger } from '../../shared/application/triggers/edit-trigger.ts';
import { listTriggers } from '../../shared/application/triggers/list-triggers.ts';
import { moveTrigger } from '../../shared/application/triggers/move-trigger.ts';
import { showTrigger } from '../../shared/application/triggers/show-trigger.ts';
import type { TriggerTests } from '../../shared/application/triggers/test-trigger.ts';
import { createTemplate } from '../../shared/application/templates/create-template.ts';
import { deleteTemplate } from '../../shared/application/templates/delete-template.ts';
import { editTemplate } from '../../shared/application/templates/edit-template.ts';
import { agentOperations } from '../../shared/contracts/http/agents.ts';
import { categoryOperations } from '../../shared/contracts/http/categories.ts';
import { customerInformationOperations } from '../../shared/contracts/http/customer-information.ts';
import { departureOperations } from '../../shared/contracts/http/departures.ts';
import { setupOperations } from '../../shared/contracts/http/desk-setup.ts';
import { fieldOperations } from '../../shared/contracts/http/fields.ts';
import { mailSettingOperations } from '../../shared/contracts/http/mail-settings.ts';
import { noticeOperations } from '../../shared/contracts/http/notices.ts';
import { ownAssignmentOperations } from '../../shared/contracts/http/own-assignment.ts';
import { restrictedWordsOperations } from '../../shared/contracts/http/restricted-words.ts';
import { serviceOperations } from '../../shared/contracts/http/services.ts';
import { templateOperations } from '../../shared/contracts/http/templates.ts';
import { triggerOperations } from '../../shared/contracts/http/triggers.ts';
import type { Agent } from '../../shared/domain/desk/agent.ts';
import { DESK_SUBJECTS } from '../../shared/domain/desk/desk-facts.ts';
import { err, ok, type Result } from '../../shared/domain/kernel/result.ts';
import type { Trigger } from '../../shared/domain/trigger/trigger.ts';
import {
  byAgentId,
  command,
  edit,
  make,
  type NeedsOf,
  type OperationDeps,
  query,
  requestedPage,
  serveRows,
  shownPage,
} from '../../shared/http/operation.ts';
import {
  shownDeparture,
  shownDifference,
  shownInvitation,
  shownLayout,
  shownSource,
  shownTemplate,
} from '../../shared/http/shown.ts';

export type AdministrationDeps = OperationDeps & {
  readonly administration: Pick<DeskAdministration, 'listFacts'>;
  readonly directory: Pick<DeskDirectory, 'findServiceByAddress'>;
  readonly triggerTests: TriggerTests;
} & NeedsOf<
    | typeof addAgent
    | typeof createCategory
    | typeof createField
    | typeof createGroup
    | typeof createNotice
    | typeof createService
    | typeof createSource
    | typeof createTemplate
    | typeof createTrigger
    | typeof deleteNotice
    | typeof deleteSource
    | typeof deleteTemplate
    | typeof dismissDeparture
    | typeof editAgent
    | typeof editCategory
    | typeof editField
    | typeof editNotice
    | typeof editSource
    | typeof editTemplate
    | typeof exportSetup
    | typeof importSetup
    | typeof inviteAgent
    | typeof listInvitations
    | typeof listDepartures
    | typeof listMailAddresses
    | typeof listSenderDomains
    | typeof listSources
    | typeof listTriggers
    | typeof moveCategory
    | typeof saveMailLayout
    | typeof setBusinessHours
    | typeof setRestrictedWords
  >;

/**
 * Maximum bytes of an export by HTTP; a Lambda response is limited to 6 MB. Larger set-ups are exported by the
 * operator's command.
 */
export const EXPORT_BYTES = 5 * 1024 * 1024;

type FactsAsked = {
  readonly kinds?: string;
  readonly subjectId?: string;
  readonly changedBy?: string;
  readonly from?: string;
  readonly until?: string;
};

/** The administrator as the audit facts name them. */
const byOf = ({
  agent: { serviceId, agentId },
  correlationId,
}: {
  readonly agent: Agent;
  readonly correlationId: string;
}) => ({
  serviceId,
  agentId,
  correlationId,
});

/** The filter that was asked for. */
const requestedFacts = ({ kinds, subjectId, changedBy, from, until }: FactsAsked): FactFilter => ({
  ...(kinds === undefined ? {} : { kinds: DESK_SUBJECTS.filter((kind) => kinds.split(',').includes(kind)) }),
  ...(subjectId === undefined ? {} : { subjectId }),
  ...(changedBy === undefined ? {} : { agentId: changedBy }),
  ...(from === undefined ? {} : { from: toUtc(from) }),
  ...(until === undefined ? {} : { until: toUtc(until) }),
});

/** Passes the administrator as `by`, for use cases that take them apart from the input. */
const administered =
  <A extends { readonly agent: Agent; readonly correlationId: string }, R>(
    useCase: (asked: NoInfer<A> & { readonly by: ReturnType<typeof byOf> }) => R,
  ): ((asked: A) => R) =>
  (asked) =>
    useCase({ ...asked, by: byOf(asked) });

/** Shows the trigger that a use case gave. */
const shown =
  <A, E>(useCase: (asked: A) => Promise<Result<Trigger, E>>) =>
  async (asked: A) => {
    const result = await useCase(asked);
    return result.ok ? ok(await showTrigger(result.value)) : result;
  };

/** Operations by which administrators configure a service. */
export const createHandler = (deps: AdministrationDeps) =>
  serveRows(deps, [
    make(
      agentOperations.addAgent,
      ({ made, ...asked }) => addAgent(deps)({ ...made, by: byOf(asked), replyTo: asked.agent.email }),
      ({ agent, invitation }) => ({
        ...agent,
        invitation: invitation && shownInvitation(invitation, deps.clock.now()),
      }),
    ),
    edit(agentOperations.editAgent, administered(editAgent(deps))),
    command(ownAssignmentOperations.editOwnAssignment, editOwnAssignment(deps)),
    command(
      agentOperations.inviteAgent,
      administered(({ agent, ...asked }) => inviteAgent(deps)({ ...asked, replyTo: agent.email })),
      (invitation) => shownInvitation(invitation, deps.clock.now()),
    ),
    query(agentOperations.listInvitations, async ({ serviceId }) =>
      ok({
        invitations: (await listInvitations(deps)(serviceId)).map(({ agent, invitation }) => ({
          ...agent,
          invitation: invitation && shownInvitation(invitation, deps.clock.now()),
        })),
      }),
    ),
    command(agentOperations.createGroup, administered(createGroup(deps))),
    edit(agentOperations.editGroup, administered(editGroup(deps))),
    command(agentOperations.removeGroup, administered(removeGroup(deps))),
    make(serviceOperations.createService, ({ made: { senderName, languages, ...service }, caller, correlationId }) =>
      createService(deps)({
        agentId: caller.agentId,
        correlationId,
        service: {
          ...service,
          senderName: senderName ?? service.name,
          languages: languages ?? [service.language],
        },
      }),
    ),
    edit(serviceOperations.editService, administered(editService(deps))),
    query(
      serviceOperations.listServiceEvents,
      async ({ serviceId, ...asked }) =>
        ok(await deps.administration.listFacts(serviceId, requestedPage(asked), requestedFacts(asked))),
      shownPage('events', (fact) => fact),
    ),
    query(departureOperations.listDepartures, async ({ serviceId }) =>
      ok({ departures: (await listDepartures(deps)(serviceId)).map(shownDeparture) }),
    ),
    command(departureOperations.dismissDeparture, byAgentId(dismissDeparture(deps))),

    command(categoryOperations.createCategory, byAgentId(createCategory(deps))),
    edit(categoryOperations.editCategory, byAgentId(editCategory(deps))),
    command(categoryOperations.moveCategory, byAgentId(moveCategory(deps)), (categories) => ({ categories })),
    make(fieldOperations.createField, ({ made, ...asked }) => createField(deps)({ ...made, ...byOf(asked) })),
    edit(fieldOperations.editField, byAgentId(editField(deps))),
    command(fieldOperations.moveField, byAgentId(moveField(deps))),
    command(fieldOperations.deleteField, byAgentId(deleteField(deps))),

    command(noticeOperations.createNotice, byAgentId(createNotice(deps))),
    edit(noticeOperations.editNotice, byAgentId(editNotice(deps))),
    command(noticeOperations.deleteNotice, byAgentId(deleteNotice(deps))),
    command(restrictedWordsOperations.setRestrictedWords, byAgentId(setRestrictedWords(deps))),

    command(templateOperations.createTemplate, createTemplate(deps), shownTemplate),
    edit(templateOperations.editTemplate, editTemplate(deps), shownTemplate),
    command(templateOperations.deleteTemplate, deleteTemplate(deps)),

    query(mailSettingOperations.listMailLayouts, async ({ serviceId }) =>
      ok({ layouts: (await listMailLayouts(deps)(serviceId)).map(shownLayout) }),
    ),
    command(
      mailSettingOperations.saveMailLayout,
      administered(({ by, ...layout }) => saveMailLayout(deps)(by, layout)),
      shownLayout,
    ),
    command(
      mailSettingOperations.resetMailLayout,
      administered(({ by, ...layout }) => resetMailLayout(deps)(by, layout)),
      shownLayout,
    ),
    query(mailSettingOperations.listMailAddresses, async ({ serviceId, also }) =>
      ok({ addresses: await listMailAddresses(deps)(serviceId, also) }),
    ),
    command(mailSettingOperations.verifyMailAddress, async ({ serviceId, address }) =>
      ok(await verifyMailAddress(deps)(serviceId, address)),
    ),
    query(mailSettingOperations.listSenderDomains, async ({ serviceId, also }) =>
      ok({ domains: await listSenderDomains(deps)(serviceId, also) }),
    ),
    command(mailSettingOperations.verifySenderDomain, async ({ domain }) => ok(await verifySenderDomain(deps)(domain))),

    query(customerInformationOperations.listInformationSourceSettings, async ({ serviceId }) =>
      ok({ sources: (await listSources(deps)(serviceId, 'all')).map(shownSource) }),
    ),
    make(
      customerInformationOperations.createInformationSource,
      ({ made: { key, ...settings }, ...asked }) =>
        createSource(deps)({ ...byOf(asked), settings, ...(key === undefined ? {} : { key }) }),
      shownSource,
    ),
    edit(
      customerInformationOperations.editInformationSource,
      byAgentId(({ changes: { key, ...changes }, ...source }) =>
        editSource(deps)({ ...source, changes, ...(key === undefined ? {} : { key }) }),
      ),
      shownSource,
    ),
    command(customerInformationOperations.deleteInformationSource, byAgentId(deleteSource(deps))),

    query(setupOperations.exportSetup, async ({ serviceId }) => {
      const setup = await exportSetup(deps)(serviceId);
      return Buffer.byteLength(JSON.stringify(setup)) > EXPORT_BYTES
        ? err({ code: 'too_large', limitBytes: EXPORT_BYTES })
        : ok(setup);
    }),
    query(triggerOperations.listTriggers, async ({ serviceId }) =>
      ok({ triggers: await listTriggers(deps)(serviceId) }),
    ),
    command(triggerOperations.createTrigger, byAgentId(shown(createTrigger(deps)))),
    edit(triggerOperations.editTrigger, byAgentId(shown(editTrigger(deps)))),
    command(triggerOperations.deleteTrigger, byAgentId(deleteTrigger(deps))),
    command(triggerOperations.moveTrigger, byAgentId(moveTrigger(deps))),
    command(triggerOperations.testTrigger, (asked) => deps.triggerTests.run(deps, asked)),
    query(triggerOperations.getBusinessHours, async ({ serviceId, country }) =>
      ok(await getBusinessHours(deps)(serviceId, country)),
    ),
    command(triggerOperations.setBusinessHours, byAgentId(setBusinessHours(deps))),
    command(setupOperations.importSetup, byAgentId(importSetup(deps)), shownDifference),
  ]);
