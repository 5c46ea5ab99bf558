import {
  type InformationSource,
  keyContext,
  type SourceRefusal,
} from '../../domain/customer-information/information-source.ts';
import { ok, type Result } from '../../domain/kernel/result.ts';
import type { Administering } from '../administration/desk-fact.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { InformationSourceRepository } from '../ports/desk-settings.ts';
import type { Vault } from '../ports/confidential.ts';
import { admitSource, type AdmitSourceDeps, changeSource, sourceFact, type SourceRef } from './sources.ts';
import type { SourceSettings } from './create-source.ts';

/** Omitted members stay unchanged. */
export type SourceChanges = { readonly [K in keyof SourceSettings]?: SourceSettings[K] | undefined };
export type EditSourceInput = Administering &
  SourceRef & { readonly changes: SourceChanges; /** Null removes the key. */ readonly key?: string | null };
type Deps = AdmitSourceDeps & {
  readonly sources: Pick<InformationSourceRepository, 'find' | 'save'>;
  readonly vault: Pick<Vault, 'seal'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};

/** Changes a source. A given key is always encrypted and stored again: keys are not compared. */
export const editSource = (deps: Deps) => {
  const admit = admitSource(deps);
  const change = changeSource(deps);
  return async ({
    changes,
    key,
    agentId,
    correlationId,
    ...place
  }: EditSourceInput): Promise<Result<InformationSource, SourceRefusal>> => {
    const sealed = typeof key === 'string' ? await deps.vault.seal(keyContext(place), key) : undefined;
    return change<InformationSource>(place, async (source) => {
      const { sealedKey: stored, ...settings } = source;
      const kept = key === null ? undefined : (sealed ?? stored);
      const given = Object.fromEntries(
        Object.entries(changes).filter(([, value]) => value !== undefined),
      ) as Partial<SourceSettings>;
      const next = await admit(
        { ...settings, ...given, version: source.version + 1, ...(kept === undefined ? {} : { sealedKey: kept }) },
        given,
      );
      if (!next.ok) return next;
      const by = { serviceId: place.serviceId, agentId, correlationId };
      const fact = sourceFact(deps.clock, by, source, next.value);
      if (fact.changed.length === 0) return ok(source);
      return (await deps.sources.save(next.value, source, fact)) ? next : 'conflict';
    });
  };
};
