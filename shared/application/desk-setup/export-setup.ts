import { setupOf } from '../../domain/desk-setup/setup-of.ts';
import type { WholeSetup } from '../../domain/desk-setup/setup-document.ts';
import { readSetup, type SetupRepositories } from './read-setup.ts';

/** A service's set-up as a document that goes into another service. */
export const exportSetup = (deps: SetupRepositories) => {
  const read = readSetup(deps);
  return async (serviceId: string): Promise<WholeSetup> => setupOf(await read(serviceId));
};
