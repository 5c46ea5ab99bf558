import { planSetup, type SetupRefusal } from '../../domain/desk-setup/plan-setup.ts';
import type { SetupDocument } from '../../domain/desk-setup/setup-document.ts';
import { changeOf, type SetupChange, type SetupStep } from '../../domain/desk-setup/setup-step.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Backoff } from '../ports/platform.ts';
import type { RichText } from '../ports/writing.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { applySteps, type ApplyDeps, type Importing } from './apply-step.ts';
import { readSetup } from './read-setup.ts';
import { takeDocument } from './take-document.ts';

export type ImportDeps = ApplyDeps & { readonly richText: RichText; readonly backoff: Backoff };
export type ImportInput = Importing & {
  readonly document: SetupDocument;
  /** Only says what would change. */
  readonly dryRun: boolean;
  /** Takes away what the document doesn't name. */
  readonly prune: boolean;
  /** Writes at most; the rest is left to another import of the same document. */
  readonly atMost?: number;
};
/** `changes`: between the service as it was and the document. */
export type Imported = {
  readonly changes: readonly SetupChange[];
  readonly applied: number;
  readonly remaining: number;
};

/** Writes that one request does: some ten milliseconds each, well within the time of a request. */
export const IMPORT_WRITES = 150;

/** How many of the steps were written before one that somebody else's write made stale. */
const writeInOrder = async (
  steps: readonly SetupStep[],
  write: (step: SetupStep) => Promise<boolean>,
): Promise<number> => {
  for (const [done, step] of steps.entries()) if (!(await write(step))) return done;
  return steps.length;
};

/**
 * Brings a service's set-up to what a document says. Each write is whole, the import isn't: one that breaks off, or
 * reached `atMost`, is ended by importing the document again. Doing that once more changes nothing.
 */
export const importSetup = (deps: ImportDeps) => {
  const read = readSetup(deps);
  return async ({
    document,
    dryRun,
    prune,
    atMost = IMPORT_WRITES,
    ...by
  }: ImportInput): Promise<Result<Imported, SetupRefusal>> => {
    const taken = takeDocument(deps.richText, document);
    if (!taken.ok) return err(taken.error);
    let changes: readonly SetupChange[] | undefined;
    let applied = 0;
    const applyRest = async (): Promise<Result<Imported, SetupRefusal> | 'conflict'> => {
      const { treeVersions, ...stored } = await read(by.serviceId);
      const plan = planSetup(by.serviceId, stored, taken.value, prune);
      if (!plan.ok) return plan;
      changes ??= plan.value.map(changeOf);
      if (dryRun) return ok({ changes, applied, remaining: plan.value.length });
      const now = plan.value.slice(0, atMost - applied);
      const written = await writeInOrder(now, applySteps(deps, by, treeVersions));
      applied += written;
      return written === now.length ? ok({ changes, applied, remaining: plan.value.length - written }) : 'conflict';
    };
    return retryOnConflict(deps.backoff, applyRest, { what: `the set-up of ${by.serviceId}` });
  };
};
