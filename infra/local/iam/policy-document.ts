import { conditionHolds, isKnownKey, operatorOf, matches } from './conditions.ts';

/** A statement in one shape: lists where IAM allows a single value. */
export type Statement = {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** Only in resource policies: `Service`, `AWS` … or `*` for everyone. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  readonly conditions: readonly Condition[];
};

export type Condition = { readonly operator: string; readonly key: string; readonly values: readonly string[] };

export type Asked = {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
};

const statementKeys = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'Condition'];

/**
 * Reads a policy document. What isn't known here (a key, an operator, a policy variable) throws with its name and where
 * it stands.
 */
export const parsePolicy = (document: unknown, at: string): readonly Statement[] => {
  const { Version, Statement: statements, Id: _id, ...rest } = document as Record<string, unknown>;
  if (Version !== '2012-10-17' && Version !== undefined)
    throw new Error(`${at}: the policy version ${String(Version)} is not known here`);
  refuse(Object.keys(rest), at, 'policy key');
  return listOf(statements).map((statement) => parseStatement(statement as Record<string, unknown>, at));
};

const parseStatement = (statement: Readonly<Record<string, unknown>>, at: string): Statement => {
  refuse(
    Object.keys(statement).filter((key) => !statementKeys.includes(key)),
    at,
    'statement key',
  );
  const resources = strings(statement.Resource);
  const notResources = strings(statement.NotResource);
  const variable = [...resources, ...notResources].find((resource) => resource.includes('${'));
  if (variable) throw new Error(`${at}: the policy variable in ${variable} is not known here`);
  return {
    effect: statement.Effect === 'Deny' ? 'Deny' : 'Allow',
    actions: strings(statement.Action),
    notActions: strings(statement.NotAction),
    resources,
    notResources,
    principals: principalsOf(statement.Principal),
    conditions: Object.entries((statement.Condition ?? {}) as Record<string, Record<string, unknown>>).flatMap(
      ([operator, keys]) => {
        if (!operatorOf(operator)) throw new Error(`${at}: the condition operator ${operator} is not known here`);
        const unknown = Object.keys(keys).find((key) => !isKnownKey(key));
        if (unknown) throw new Error(`${at}: the condition key ${unknown} is not known here`);
        return Object.entries(keys).map(([key, values]) => ({ operator, key, values: strings(values) }));
      },
    ),
  };
};

/** The result of all statements: one Deny outweighs every Allow; `none` when no statement applies. */
export const evaluate = (statements: readonly Statement[], asked: Asked): 'allow' | 'deny' | 'none' => {
  const matching = statements.filter((statement) => applies(statement, asked));
  if (matching.some(({ effect }) => effect === 'Deny')) return 'deny';
  return matching.length > 0 ? 'allow' : 'none';
};

/** The statements that say something of an action, kept: a role asks for few actions, each of them often. */
export const byAction = (statements: readonly Statement[]): ((action: string) => readonly Statement[]) => {
  const known = new Map<string, readonly Statement[]>();
  return (action) => {
    const kept = known.get(action);
    if (kept) return kept;
    const found = statements.filter((statement) => names(statement, action));
    // Names of actions come from requests too.
    if (known.size >= mostActions) known.clear();
    known.set(action, found);
    return found;
  };
};

const mostActions = 200;

/** A right as a statement writes it. */
export type Grant = { readonly action: string; readonly resource: string };

/** Every right that the statements give. */
export const grantsIn = (statements: readonly Statement[]): readonly Grant[] =>
  statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource) => ({ action, resource }))),
    );

/** Those of the rights that allow what is asked. */
export const grantsFor = (statements: readonly Statement[], asked: Asked): readonly Grant[] =>
  grantsIn(statements.filter((statement) => applies(statement, asked))).filter(
    ({ action, resource }) =>
      matches(action.toLowerCase(), asked.action.toLowerCase()) && matches(resource, asked.resource),
  );

const names = ({ actions, notActions }: Statement, action: string) => {
  const asked = action.toLowerCase();
  return actions.length > 0
    ? actions.some((pattern) => matches(pattern.toLowerCase(), asked))
    : !notActions.some((pattern) => matches(pattern.toLowerCase(), asked));
};

const applies = (statement: Statement, { action, resource, context }: Asked) =>
  names(statement, action) && concerns(statement, resource, context);

const concerns = ({ resources, notResources, conditions }: Statement, resource: string, context: Asked['context']) =>
  (resources.length > 0
    ? resources.some((pattern) => matches(pattern, resource))
    : !notResources.some((pattern) => matches(pattern, resource))) &&
  conditions.every(({ operator, key, values }) => conditionHolds(operator, valuesOf(context, key), values));

/** Context keys are the same in any case. */
const valuesOf = (context: Asked['context'], key: string): readonly string[] | undefined => {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase());
  return found && (typeof found[1] === 'string' ? [found[1]] : found[1]);
};

const principalsOf = (principal: unknown): Statement['principals'] => {
  if (principal === undefined) return {};
  if (principal === '*') return { '*': ['*'] };
  return Object.fromEntries(
    Object.entries(principal as Record<string, unknown>).map(([kind, values]) => [kind, strings(values)]),
  );
};

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const strings = (value: unknown): readonly string[] => listOf(value).map(String);

const refuse = (unknown: readonly string[], at: string, what: string) => {
  if (unknown.length > 0) throw new Error(`${at}: the ${what} ${unknown.join(', ')} is not known here`);
};
