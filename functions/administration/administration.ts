import { operations } from '../../shared/contracts/http/operations.ts';
import type { HttpHandler } from '../../shared/http/operation.ts';
import { router } from '../../shared/http/router.ts';
import { createHandler as addAgent } from './add-agent.ts';
import { createHandler as editAgent } from './edit-agent.ts';
import { createHandler as createGroup } from './create-group.ts';
import { createHandler as editGroup } from './edit-group.ts';
import { createHandler as removeGroup } from './remove-group.ts';
import { createHandler as createService } from './create-service.ts';
import { createHandler as editService } from './edit-service.ts';
import { createHandler as listServiceEvents } from './list-service-events.ts';
import { createHandler as listDepartures } from './list-departures.ts';
import { createHandler as dismissDeparture } from './dismiss-departure.ts';
import { createHandler as createInformationSource } from './create-information-source.ts';
import { createHandler as createCategory } from './create-category.ts';
import { createHandler as createField } from './create-field.ts';
import { createHandler as deleteField } from './delete-field.ts';
import { createHandler as editCategory } from './edit-category.ts';
import { createHandler as editField } from './edit-field.ts';
import { createHandler as createNotice } from './create-notice.ts';
import { createHandler as deleteInformationSource } from './delete-information-source.ts';
import { createHandler as deleteNotice } from './delete-notice.ts';
import { createHandler as editInformationSource } from './edit-information-source.ts';
import { createHandler as editNotice } from './edit-notice.ts';
import { createHandler as createTemplate } from './create-template.ts';
import { createHandler as editTemplate } from './edit-template.ts';
import { createHandler as deleteTemplate } from './delete-template.ts';
import { createHandler as listMailLayouts } from './list-mail-layouts.ts';
import { createHandler as saveMailLayout } from './save-mail-layout.ts';
import { createHandler as resetMailLayout } from './reset-mail-layout.ts';
import { createHandler as listMailAddresses } from './list-mail-addresses.ts';
import { createHandler as verifyMailAddress } from './verify-mail-address.ts';
import { createHandler as listInformationSourceSettings } from './list-information-source-settings.ts';
import { createHandler as setRestrictedWords } from './set-restricted-words.ts';
import { createHandler as exportSetup } from './export-setup.ts';
import { createHandler as importSetup } from './import-setup.ts';

export type AdministrationDeps = Parameters<typeof createCategory>[0] &
  Parameters<typeof createField>[0] &
  Parameters<typeof editField>[0] &
  Parameters<typeof addAgent>[0] &
  Parameters<typeof editAgent>[0] &
  Parameters<typeof createGroup>[0] &
  Parameters<typeof createService>[0] &
  Parameters<typeof listServiceEvents>[0] &
  Parameters<typeof listDepartures>[0] &
  Parameters<typeof dismissDeparture>[0] &
  Parameters<typeof createTemplate>[0] &
  Parameters<typeof editTemplate>[0] &
  Parameters<typeof deleteTemplate>[0] &
  Parameters<typeof saveMailLayout>[0] &
  Parameters<typeof listMailAddresses>[0] &
  Parameters<typeof createNotice>[0] &
  Parameters<typeof setRestrictedWords>[0] &
  Parameters<typeof editNotice>[0] &
  Parameters<typeof deleteNotice>[0] &
  Parameters<typeof listInformationSourceSettings>[0] &
  Parameters<typeof createInformationSource>[0] &
  Parameters<typeof editInformationSource>[0] &
  Parameters<typeof deleteInformationSource>[0] &
  Parameters<typeof exportSetup>[0] &
  Parameters<typeof importSetup>[0];

/** The operations by which administrators run a service. */
export const createHandler = (deps: AdministrationDeps): HttpHandler =>
  router([
    [operations.addAgent, addAgent(deps)],
    [operations.editAgent, editAgent(deps)],
    [operations.createGroup, createGroup(deps)],
    [operations.editGroup, editGroup(deps)],
    [operations.removeGroup, removeGroup(deps)],
    [operations.createService, createService(deps)],
    [operations.editService, editService(deps)],
    [operations.listServiceEvents, listServiceEvents(deps)],
    [operations.listDepartures, listDepartures(deps)],
    [operations.dismissDeparture, dismissDeparture(deps)],
    [operations.createCategory, createCategory(deps)],
    [operations.editCategory, editCategory(deps)],
    [operations.createField, createField(deps)],
    [operations.editField, editField(deps)],
    [operations.deleteField, deleteField(deps)],
    [operations.createNotice, createNotice(deps)],
    [operations.editNotice, editNotice(deps)],
    [operations.deleteNotice, deleteNotice(deps)],
    [operations.setRestrictedWords, setRestrictedWords(deps)],
    [operations.createTemplate, createTemplate(deps)],
    [operations.editTemplate, editTemplate(deps)],
    [operations.deleteTemplate, deleteTemplate(deps)],
    [operations.listMailLayouts, listMailLayouts(deps)],
    [operations.saveMailLayout, saveMailLayout(deps)],
    [operations.resetMailLayout, resetMailLayout(deps)],
    [operations.listMailAddresses, listMailAddresses(deps)],
    [operations.verifyMailAddress, verifyMailAddress(deps)],
    [operations.listInformationSourceSettings, listInformationSourceSettings(deps)],
    [operations.createInformationSource, createInformationSource(deps)],
    [operations.editInformationSource, editInformationSource(deps)],
    [operations.deleteInformationSource, deleteInformationSource(deps)],
    [operations.exportSetup, exportSetup(deps)],
    [operations.importSetup, importSetup(deps)],
  ]);
