import { compilePattern } from '../../shared/adapters/patterns/compile-pattern.ts';
import type { Category } from '../../shared/domain/desk/category.ts';
import type {
  ChainState,
  TriggerOccasion,
  TriggerRun,
  TriggerSnapshot,
} from '../../shared/domain/trigger/automation.ts';
import { compileTriggers } from '../../shared/domain/trigger/compile-triggers.ts';
import type { KnownToTriggers } from '../../shared/domain/trigger/known-to-triggers.ts';
import { alwaysOpen } from '../../shared/domain/trigger/open-hours.ts';
import { runTriggers } from '../../shared/domain/trigger/run-triggers.ts';
import type { Condition, ConditionGroup, Trigger } from '../../shared/domain/trigger/trigger.ts';
import { aService, aTicket } from './tickets.ts';

type Over<T> = { readonly [K in keyof T]?: T[K] | undefined };
const built = <T extends object>(defaults: T, over: Over<T>): T =>
  Object.fromEntries(Object.entries({ ...defaults, ...over }).filter(([, value]) => value !== undefined)) as T;

export const all = (...conditions: ConditionGroup['conditions']): ConditionGroup => ({ match: 'all', conditions });
export const any = (...conditions: ConditionGroup['conditions']): ConditionGroup => ({ match: 'any', conditions });
export const where = (
  field: string,
  operator: Condition['operator'],
  value?: NonNullable<Condition['value']>,
): Condition => ({
  field,
  operator,
  ...(value === undefined ? {} : { value }),
});

/** A trigger that fires whenever a ticket is updated, and makes it urgent. */
export const aTrigger = (over: Over<Trigger> = {}): Trigger =>
  built<Trigger>(
    {
      serviceId: 'support',
      triggerId: 'trg_1',
      version: 1,
      name: 'First rule',
      active: true,
      order: 0,
      event: { kind: 'ticket_updated' },
      mode: 'always',
      conditions: all(),
      actions: [{ kind: 'set_priority', priority: 'urgent' }],
    },
    over,
  );

export const aSnapshot = (over: Over<TriggerSnapshot> = {}): TriggerSnapshot =>
  built<TriggerSnapshot>(
    {
      ticket: aTicket(),
      fields: {},
      definitions: [],
      service: aService(),
      businessHours: alwaysOpen('Asia/Seoul'),
      now: '2026-11-22T09:00:00.000Z',
    },
    over,
  );

type KnownCategory = Pick<Category, 'kind' | 'categoryId' | 'parentId' | 'active'>;
/** Two trees: billing › refund › partial, delivery; and solved, with one that can't be chosen any more. */
export const CATEGORIES: readonly KnownCategory[] = [
  { kind: 'inquiry_type', categoryId: 'billing', active: true },
  { kind: 'inquiry_type', categoryId: 'refund', parentId: 'billing', active: true },
  { kind: 'inquiry_type', categoryId: 'partial', parentId: 'refund', active: true },
  { kind: 'inquiry_type', categoryId: 'delivery', active: true },
  { kind: 'inquiry_type', categoryId: 'fax', active: false },
  { kind: 'processing_type', categoryId: 'solved', active: true },
];

export const knownToTriggers = (over: Over<KnownToTriggers> = {}): KnownToTriggers =>
  built<KnownToTriggers>(
    {
      definitions: [],
      categories: CATEGORIES,
      groups: [
        { groupId: 'first-line', active: true },
        { groupId: 'second-line', active: true },
        { groupId: 'closed-group', active: false },
      ],
      agents: [
        { agentId: 'agent_1', active: true, groupIds: ['first-line'] },
        { agentId: 'agent_2', active: true, groupIds: ['first-line', 'second-line'] },
        { agentId: 'gone', active: false, groupIds: [] },
      ],
    },
    over,
  );

export const UPDATED: TriggerOccasion = { kinds: ['ticket_updated'] };
export const BEGINNING: ChainState = { chainId: 'evt_1', depth: 0, fired: [] };

/** Compiles triggers and evaluates them once. */
export const run = (
  triggers: readonly Trigger[],
  {
    occasion = UPDATED,
    chain = BEGINNING,
    known = {},
    ...snapshot
  }: Over<TriggerSnapshot> & {
    readonly occasion?: TriggerOccasion;
    readonly chain?: ChainState;
    readonly known?: Over<KnownToTriggers>;
  } = {},
): TriggerRun => {
  const seen = aSnapshot(snapshot);
  const compiled = compileTriggers(
    triggers,
    knownToTriggers({ definitions: seen.definitions, ...known }),
    compilePattern,
  );
  return runTriggers(compiled, occasion, seen, chain);
};

/** Whether a condition is met: a trigger that has only that one fires. */
export const isMet = (condition: Condition | ConditionGroup, snapshot: Parameters<typeof run>[1] = {}): boolean => {
  const conditions = 'match' in condition ? condition : all(condition);
  const { considered } = run([aTrigger({ conditions })], snapshot);
  const outcome = considered[0]?.outcome;
  if (outcome !== 'fired' && outcome !== 'conditions_not_met') throw new Error(`It was ${String(outcome)}`);
  return outcome === 'fired';
};
