import { type DifferenceChanged, planSetup, type SetupRefusal } from '../../domain/desk-setup/plan-setup.ts';
import type { SetupDocument } from '../../domain/desk-setup/setup-document.ts';
import type { NamedByTriggers } from '../../domain/desk-setup/plan-triggers.ts';
import { changeOf, type SetupChange, type SetupStep } from '../../domain/desk-setup/setup-step.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Backoff } from '../ports/platform.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { TriggerChecks } from '../ports/triggers.ts';
import type { TakeActionsDeps } from '../triggers/take-actions.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { applySteps, type ApplyDeps, type Importing } from './apply-step.ts';
import { readSetup } from './read-setup.ts';
import { sanitizeDocument } from './sanitize-document.ts';

export type ImportDeps = ApplyDeps &
  TakeActionsDeps & {
    readonly directory: Pick<DeskDirectory, 'listGroups' | 'listAgents'>;
    readonly checks: TriggerChecks;
    readonly backoff: Backoff;
  };
export type ImportInput = Importing & {
  readonly document: SetupDocument;
  /** Reports the changes without writing them. */
  readonly dryRun: boolean;
  /** Removes what the document does not contain. */
  readonly prune: boolean;
  /** Of a difference that was shown: nothing else is written. Absent: whatever the difference is now. */
  readonly revision?: string;
  /** Maximum number of writes; another import of the same document continues. */
  readonly atMost?: number;
};
/** `changes`: the differences between the service before the import and the document. */
export type Imported = {
  readonly changes: readonly SetupChange[];
  readonly applied: number;
  readonly remaining: number;
  /** Identifies the changes that remain. */
  readonly revision: string;
};

/** Maximum writes in one request: about ten milliseconds each, well within the request's time limit. */
export const IMPORT_WRITES = 150;

/** What the triggers of a document can name that no document has. */
const readPeople = async (
  { directory, checks }: Pick<ImportDeps, 'directory' | 'checks'>,
  serviceId: string,
  triggers: SetupDocument['triggers'],
): Promise<NamedByTriggers> => {
  if (triggers === undefined || triggers.length === 0) return { check: () => [] };
  const [groups, agents, check] = await Promise.all([
    directory.listGroups(serviceId),
    directory.listAgents(serviceId),
    checks.checkOf(triggers),
  ]);
  return { groups, agents, check };
};

/** Writes the steps in order until one is out of date; returns how many were written. */
const writeInOrder = async (
  steps: readonly SetupStep[],
  write: (step: SetupStep) => Promise<boolean>,
): Promise<number> => {
  for (const [done, step] of steps.entries()) if (!(await write(step))) return done;
  return steps.length;
};

/** Members in the order of their names: the table gives those of a map in any order. */
const inNameOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** The same for the same changes, whatever else the service changed meanwhile. */
const revisionOf = async (changes: readonly SetupChange[]): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(changes, inNameOrder)));
  return Buffer.from(digest).toString('base64url');
};

/**
 * Makes a service's set-up equal to a document. Each write is atomic, the import is not: an import that was interrupted
 * or reached `atMost` is completed by importing the document again. A repeated import changes nothing. With `revision`
 * only the difference that was shown is written: refused as soon as another administrator has made it a different one.
 */
export const importSetup = (deps: ImportDeps) => {
  const read = readSetup(deps);
  return async ({
    document,
    dryRun,
    prune,
    revision,
    atMost = IMPORT_WRITES,
    ...by
  }: ImportInput): Promise<Result<Imported, SetupRefusal | DifferenceChanged>> => {
    const taken = sanitizeDocument(await deps.richText.sanitizer(), document, deps.namesPrivateAddress);
    if (!taken.ok) return err(taken.error);
    const people = await readPeople(deps, by.serviceId, taken.value.triggers);
    let changes: readonly SetupChange[] | undefined;
    let applied = 0;
    let expected = revision;
    const applyRest = async (): Promise<Result<Imported, SetupRefusal | DifferenceChanged> | 'conflict'> => {
      const stored = await read(by.serviceId);
      const plan = planSetup(by.serviceId, stored, taken.value, prune, people);
      if (!plan.ok) return plan;
      const left = plan.value.map(changeOf);
      const shown = await revisionOf(left);
      changes ??= left;
      if (expected !== undefined && shown !== expected) return err({ code: 'difference_changed', applied });
      if (dryRun) return ok({ changes, applied, remaining: left.length, revision: shown });
      const now = plan.value.slice(0, atMost - applied);
      const written = await writeInOrder(now, applySteps(deps, by, stored));
      applied += written;
      const rest = left.slice(written);
      const restRevision = await revisionOf(rest);
      if (expected !== undefined) expected = restRevision;
      return written === now.length
        ? ok({ changes, applied, remaining: rest.length, revision: restRevision })
        : 'conflict';
    };
    return retryOnConflict(deps.backoff, applyRest, { what: `the set-up of ${by.serviceId}` });
  };
};
