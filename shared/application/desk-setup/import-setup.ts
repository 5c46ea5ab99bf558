import { planSetup, type SetupRefusal } from '../../domain/desk-setup/plan-setup.ts';
import type { SetupDocument } from '../../domain/desk-setup/setup-document.ts';
import { changeOf, type SetupChange, type SetupStep } from '../../domain/desk-setup/setup-step.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Backoff } from '../ports/platform.ts';
import type { RichText } from '../ports/writing.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { applySteps, type ApplyDeps, type Importing } from './apply-step.ts';
import { readSetup } from './read-setup.ts';
import { sanitizeDocument } from './sanitize-document.ts';

export type ImportDeps = ApplyDeps & { readonly richText: RichText; readonly backoff: Backoff };
export type ImportInput = Importing & {
  readonly document: SetupDocument;
  /** Reports the changes without writing them. */
  readonly dryRun: boolean;
  /** Removes what the document does not contain. */
  readonly prune: boolean;
  /** Maximum number of writes; another import of the same document continues. */
  readonly atMost?: number;
};
/** `changes`: the differences between the service before the import and the document. */
export type Imported = {
  readonly changes: readonly SetupChange[];
  readonly applied: number;
  readonly remaining: number;
};

/** Maximum writes in one request: about ten milliseconds each, well within the request's time limit. */
export const IMPORT_WRITES = 150;

/** Writes the steps in order until one is out of date; returns how many were written. */
const writeInOrder = async (
  steps: readonly SetupStep[],
  write: (step: SetupStep) => Promise<boolean>,
): Promise<number> => {
  for (const [done, step] of steps.entries()) if (!(await write(step))) return done;
  return steps.length;
};

/**
 * Makes a service's set-up equal to a document. Each write is atomic, the import is not: an import that was interrupted
 * or reached `atMost` is completed by importing the document again. A repeated import changes nothing.
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
    const taken = sanitizeDocument(await deps.richText.sanitizer(), document);
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
