import type { WrittenError } from '../desk/category.ts';
import { sameValue } from '../kernel/same-value.ts';
import type { KnownToTriggers } from '../trigger/known-to-triggers.ts';
import { sealedOf, withSecret } from '../trigger/trigger-secrets.ts';
import { type Trigger, type TriggerAction, TRIGGERS_LIMIT } from '../trigger/trigger.ts';
import type { SetupAction, SetupTrigger } from './setup-document.ts';
import { secretPointer, setupTriggerOf } from './setup-of.ts';
import type { SetupStep } from './setup-step.ts';

/** What triggers name that no document has: groups, agents; and what checks them. */
export type NamedByTriggers = Pick<KnownToTriggers, 'groups' | 'agents'> & {
  readonly check: (trigger: Trigger, known: KnownToTriggers) => readonly WrittenError[];
};
export type TriggerSteps = { readonly steps: readonly SetupStep[]; readonly errors: readonly WrittenError[] };

type Taken = { readonly actions: readonly TriggerAction[]; readonly lacking: readonly WrittenError[] };

/** Whether a stored action does the same, but for its secret. */
const isAlike = (stored: TriggerAction, written: SetupAction): boolean =>
  (stored.kind === 'call_url' && written.kind === 'call_url' && stored.url === written.url) ||
  (stored.kind === 'dooray_notice' && written.kind === 'dooray_notice' && stored.text === written.text);

/**
 * Gives actions of a document the secrets that the service has: of a call those to the same address, of a notice the
 * one with the same text, or else the next. An address that changed gets no secret of another one.
 */
const withStoredSecrets = (before: Trigger | undefined, written: readonly SetupAction[]): Taken => {
  const left = [...(before?.actions ?? [])].filter((action) => sealedOf(action) !== undefined);
  const take = (is: (stored: TriggerAction) => boolean): TriggerAction | undefined => {
    const index = left.findIndex(is);
    return index === -1 ? undefined : left.splice(index, 1)[0];
  };
  const alike = written.map((action) => take((stored) => isAlike(stored, action)));
  const lacking: WrittenError[] = [];
  const actions = written.map((action, index): TriggerAction => {
    const stored =
      alike[index] ?? (action.kind === 'dooray_notice' ? take(({ kind }) => kind === 'dooray_notice') : undefined);
    const secret = stored && sealedOf(stored);
    const pointer = secretPointer(index, action);
    if (action.kind === 'call_url') {
      const { signed, ...rest } = action;
      if (signed && secret === undefined)
        lacking.push({ pointer, detail: 'A document has no secrets: what signs the call is to be given' });
      return withSecret(rest, signed ? secret : undefined);
    }
    if (action.kind === 'dooray_notice' && secret === undefined)
      lacking.push({ pointer, detail: 'A document has no secrets: the address of the hook is to be given' });
    return withSecret(action, secret);
  });
  return { actions, lacking };
};

const merged = (
  serviceId: string,
  before: Trigger | undefined,
  { id, name, active, event, mode, conditions, actions }: SetupTrigger,
): { readonly after: Trigger; readonly lacking: readonly WrittenError[] } => {
  const taken = withStoredSecrets(before, actions);
  return {
    after: {
      serviceId,
      triggerId: id,
      version: (before?.version ?? 0) + 1,
      name,
      active,
      order: before?.order ?? TRIGGERS_LIMIT,
      event,
      mode,
      conditions,
      actions: taken.actions,
    },
    lacking: taken.lacking,
  };
};

/** Those that the document names are in its order, on the places that they have among the others. */
const inDocumentOrder = (ids: readonly string[], named: readonly string[]): readonly string[] => {
  const next = named[Symbol.iterator]();
  return ids.map((id) => (named.includes(id) ? next.next().value! : id));
};

/**
 * Plans the triggers. Those that the document lacks stay where they are or, with `prune`, are deleted. Secrets that the
 * service has are kept; a trigger that lacks one is stopped until it is given. What names something that is not there
 * is an error.
 */
export const planTriggers = (
  serviceId: string,
  stored: readonly Trigger[],
  written: readonly SetupTrigger[] | undefined,
  { check, ...known }: NamedByTriggers & Pick<KnownToTriggers, 'categories' | 'definitions'>,
  prune: boolean,
): TriggerSteps => {
  if (written === undefined) return { steps: [], errors: [] };
  const before = new Map(stored.map((each) => [each.triggerId, each]));
  const ids = written.map(({ id }) => id);
  const errors: WrittenError[] = [];
  const steps = written.flatMap((each, index): readonly SetupStep[] => {
    const pointer = `#/document/triggers/${index}`;
    if (ids.indexOf(each.id) !== index)
      errors.push({ pointer: `${pointer}/id`, detail: 'The document names it twice' });
    const stood = before.get(each.id);
    if (stood && sameValue(setupTriggerOf(stood), each)) return [];
    const { after, lacking } = merged(serviceId, stood, each);
    errors.push(
      ...check(after, known).map((error) => ({
        ...error,
        pointer: `${pointer}${error.pointer.slice(1)}`,
      })),
    );
    return [{ of: 'triggers', ...(stood === undefined ? {} : { before: stood }), after, lacking }];
  });
  const gone = prune ? stored.filter(({ triggerId }) => !ids.includes(triggerId)) : [];
  const staying = stored.filter((each) => !gone.includes(each)).map(({ triggerId }) => triggerId);
  const all = [...staying, ...ids.filter((id) => !before.has(id))];
  if (all.length > TRIGGERS_LIMIT)
    errors.push({ pointer: '#/document/triggers', detail: `A service has at most ${TRIGGERS_LIMIT} triggers` });
  const order = errors.length === 0 ? inDocumentOrder(all, ids) : all;
  return {
    errors,
    steps: [
      ...steps,
      ...gone.map((trigger): SetupStep => ({ of: 'triggers', before: trigger, lacking: [] })),
      ...(sameValue(order, all) ? [] : [{ of: 'triggerOrder' as const, before: all, after: order }]),
    ],
  };
};
