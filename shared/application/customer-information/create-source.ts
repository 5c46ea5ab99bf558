import {
  keyContext,
  SOURCES_LIMIT,
  type InformationSource,
  type SourceRefusal,
} from '../../domain/customer-information/information-source.ts';
import { err, type Result } from '../../domain/kernel/result.ts';
import type { Administering } from '../administration/desk-fact.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { InformationSourceRepository } from '../ports/desk-settings.ts';
import type { Vault } from '../ports/confidential.ts';
import { admitSource, type AdmitSourceDeps, sourceFact } from './sources.ts';

export type SourceSettings = Omit<InformationSource, 'serviceId' | 'sourceId' | 'version' | 'sealedKey'>;
export type CreateSourceInput = Administering & {
  readonly settings: SourceSettings;
  /** Signs calls; stored encrypted and never returned. */
  readonly key?: string;
};
type Deps = AdmitSourceDeps & {
  readonly sources: Pick<InformationSourceRepository, 'list' | 'save'>;
  readonly vault: Pick<Vault, 'seal'>;
  readonly clock: ClockAndIds;
};

/**
 * Adds a source. Administrators who add sources at the same time can exceed the limit by one each, which does no harm:
 * the limit only keeps the panel short.
 */
export const createSource = (deps: Deps) => {
  const admit = admitSource(deps);
  return async ({ settings, key, ...by }: CreateSourceInput): Promise<Result<InformationSource, SourceRefusal>> => {
    const place = { serviceId: by.serviceId, sourceId: deps.clock.newId('inf') };
    const admitted = await admit({ ...settings, ...place, version: 1 });
    if (!admitted.ok) return admitted;
    if ((await deps.sources.list(by.serviceId)).length >= SOURCES_LIMIT)
      return err({ code: 'too_many_sources', limit: SOURCES_LIMIT });
    const source = {
      ...admitted.value,
      ...(key === undefined ? {} : { sealedKey: await deps.vault.seal(keyContext(place), key) }),
    };
    if (!(await deps.sources.save(source, undefined, sourceFact(deps.clock, by, undefined, source))))
      throw new Error(`The new id ${source.sourceId} is taken`);
    return { ok: true, value: source };
  };
};
