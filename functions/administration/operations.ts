import { addAgent } from '../../shared/application/administration/add-agent.ts';
import { createCategory } from '../../shared/application/administration/create-category.ts';
import { createField } from '../../shared/application/administration/create-field.ts';
import { editAgent } from '../../shared/application/administration/edit-agent.ts';
import { editCategory } from '../../shared/application/administration/edit-category.ts';
import { deleteField, editField } from '../../shared/application/administration/edit-field.ts';
import { createGroup, editGroup, removeGroup } from '../../shared/application/administration/groups.ts';
import { listMailAddresses, verifyMailAddress } from '../../shared/application/administration/mail-addresses.ts';
import {
  listMailLayouts,
  resetMailLayout,
  saveMailLayout,
} from '../../shared/application/administration/mail-layouts.ts';
import { createService, editService } from '../../shared/application/administration/services.ts';
import { createSource } from '../../shared/application/customer-information/create-source.ts';
import { deleteSource, listSources } from '../../shared/application/customer-information/sources.ts';
import { editSource } from '../../shared/application/customer-information/edit-source.ts';
import { dismissDeparture, listDepartures } from '../../shared/application/departures/departures.ts';
import { exportSetup } from '../../shared/application/desk-setup/read-setup.ts';
import { importSetup } from '../../shared/application/desk-setup/import-setup.ts';
import { createNotice } from '../../shared/application/notices/create-notice.ts';
import { deleteNotice } from '../../shared/application/notices/change-notice.ts';
import { editNotice } from '../../shared/application/notices/edit-notice.ts';
import type { DeskAdministration } from '../../shared/application/ports/desk.ts';
import { setRestrictedWords } from '../../shared/application/restricted/set-restricted-words.ts';
import { createTemplate } from '../../shared/application/templates/create-template.ts';
import { deleteTemplate } from '../../shared/application/templates/delete-template.ts';
import { editTemplate } from '../../shared/application/templates/edit-template.ts';
import { operations } from '../../shared/contracts/http/operations.ts';
import type { Agent } from '../../shared/domain/desk/agent.ts';
import { err, ok } from '../../shared/domain/kernel/result.ts';
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
import { shownDeparture, shownDifference, shownLayout, shownSource, shownTemplate } from '../../shared/http/shown.ts';

export type AdministrationDeps = OperationDeps & {
  readonly administration: Pick<DeskAdministration, 'listFacts'>;
} & NeedsOf<
    | typeof addAgent
    | typeof createCategory
    | typeof createField
    | typeof createGroup
    | typeof createNotice
    | typeof createService
    | typeof createSource
    | typeof createTemplate
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
    | typeof listDepartures
    | typeof listMailAddresses
    | typeof listSources
    | typeof saveMailLayout
    | typeof setRestrictedWords
  >;

/**
 * Maximum bytes of an export by HTTP; a Lambda response is limited to 6 MB. Larger set-ups are exported by the
 * operator's command.
 */
export const EXPORT_BYTES = 5 * 1024 * 1024;

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

/** Passes the administrator as `by`, for use cases that take them apart from the input. */
const administered =
  <A extends { readonly agent: Agent; readonly correlationId: string }, R>(
    useCase: (asked: NoInfer<A> & { readonly by: ReturnType<typeof byOf> }) => R,
  ): ((asked: A) => R) =>
  (asked) =>
    useCase({ ...asked, by: byOf(asked) });

/** Operations by which administrators configure a service. */
export const createHandler = (deps: AdministrationDeps) =>
  serveRows(deps, [
    make(operations.addAgent, ({ made, ...asked }) => addAgent(deps)({ ...made, by: byOf(asked) })),
    edit(operations.editAgent, administered(editAgent(deps))),
    command(operations.createGroup, administered(createGroup(deps))),
    edit(operations.editGroup, administered(editGroup(deps))),
    command(operations.removeGroup, administered(removeGroup(deps))),
    make(operations.createService, ({ made: { senderName, languages, ...service }, caller, correlationId }) =>
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
    edit(operations.editService, administered(editService(deps))),
    query(
      operations.listServiceEvents,
      async ({ serviceId, ...asked }) => ok(await deps.administration.listFacts(serviceId, requestedPage(asked))),
      shownPage('events', (fact) => fact),
    ),
    query(operations.listDepartures, async ({ serviceId }) =>
      ok({ departures: (await listDepartures(deps)(serviceId)).map(shownDeparture) }),
    ),
    command(operations.dismissDeparture, byAgentId(dismissDeparture(deps))),

    command(operations.createCategory, byAgentId(createCategory(deps))),
    edit(operations.editCategory, byAgentId(editCategory(deps))),
    make(operations.createField, ({ made, ...asked }) => createField(deps)({ ...made, ...byOf(asked) })),
    edit(operations.editField, byAgentId(editField(deps))),
    command(operations.deleteField, byAgentId(deleteField(deps))),

    command(operations.createNotice, byAgentId(createNotice(deps))),
    edit(operations.editNotice, byAgentId(editNotice(deps))),
    command(operations.deleteNotice, deleteNotice(deps)),
    command(operations.setRestrictedWords, byAgentId(setRestrictedWords(deps))),

    command(operations.createTemplate, createTemplate(deps), shownTemplate),
    edit(operations.editTemplate, editTemplate(deps), shownTemplate),
    command(operations.deleteTemplate, deleteTemplate(deps)),

    query(operations.listMailLayouts, async ({ serviceId }) =>
      ok({ layouts: (await listMailLayouts(deps)(serviceId)).map(shownLayout) }),
    ),
    command(
      operations.saveMailLayout,
      administered(({ by, ...layout }) => saveMailLayout(deps)(by, layout)),
      shownLayout,
    ),
    command(
      operations.resetMailLayout,
      administered(({ by, ...layout }) => resetMailLayout(deps)(by, layout)),
      shownLayout,
    ),
    query(operations.listMailAddresses, async ({ serviceId, also }) =>
      ok({ addresses: await listMailAddresses(deps)(serviceId, also) }),
    ),
    command(operations.verifyMailAddress, async ({ serviceId, address }) =>
      ok(await verifyMailAddress(deps)(serviceId, address)),
    ),

    query(operations.listInformationSourceSettings, async ({ serviceId }) =>
      ok({ sources: (await listSources(deps)(serviceId, 'all')).map(shownSource) }),
    ),
    make(
      operations.createInformationSource,
      ({ made: { key, ...settings }, ...asked }) =>
        createSource(deps)({ ...byOf(asked), settings, ...(key === undefined ? {} : { key }) }),
      shownSource,
    ),
    edit(
      operations.editInformationSource,
      byAgentId(({ changes: { key, ...changes }, ...source }) =>
        editSource(deps)({ ...source, changes, ...(key === undefined ? {} : { key }) }),
      ),
      shownSource,
    ),
    command(operations.deleteInformationSource, byAgentId(deleteSource(deps))),

    query(operations.exportSetup, async ({ serviceId }) => {
      const setup = await exportSetup(deps)(serviceId);
      return Buffer.byteLength(JSON.stringify(setup)) > EXPORT_BYTES
        ? err({ code: 'too_large', limitBytes: EXPORT_BYTES })
        : ok(setup);
    }),
    command(operations.importSetup, byAgentId(importSetup(deps)), shownDifference),
  ]);
