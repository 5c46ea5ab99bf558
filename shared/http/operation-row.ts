import type * as z from 'zod';
import type { Page, PageRequest } from '../application/ports/pages.ts';
import type { Operation } from '../contracts/http/define-operation.ts';
import type { Agent } from '../domain/desk/agent.ts';
import { ok, type Result } from '../domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps, type OperationInput } from './operation.ts';
import type { HttpRefusal } from './problems.ts';
import { router } from './router.ts';

/** One operation of a function: its contract, and what is run for it. */
export type OperationRow = {
  readonly spec: Operation;
  readonly handler: (deps: OperationDeps) => HttpHandler;
};

/** Who asks and what ties the request together: the caller's token, the desk and the headers say it, no body can. */
type Asking<O extends Operation> = Pick<
  OperationInput<O>,
  'caller' | 'agent' | 'correlationId' | 'expectedVersion' | 'idempotency'
>;
/** Nothing of what a strict object without members says of any other. */
type Members<T> = string extends keyof T ? unknown : T;
type BodyOf<O extends Operation> = O['body'] extends z.ZodType ? Members<z.output<O['body']>> : unknown;
type BodyAs<N, O extends Operation> = N extends string
  ? Readonly<Record<N, BodyOf<O>>>
  : Members<z.output<O['query']>> & BodyOf<O>;

/**
 * What a use case is asked: the request's body (in one member, or with the query in the whole), its path, and then who
 * asks.
 */
type Asked<N extends string | null, O extends Operation> = BodyAs<N, O> & Members<z.output<O['params']>> & Asking<O>;

type Shown<T> = T extends readonly (infer E)[]
  ? readonly Shown<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Shown<T[K]> }
    : T;
/**
 * What an operation answers with, before its schema encodes it: members without a value may be missing, and what the
 * schema doesn't name never leaves.
 */
type Answer<O extends Operation> = Shown<z.input<O['response']['schema']>>;

type UseCase<A, V> = (asked: A) => Promise<Result<V, HttpRefusal>>;

/** Makes a row of a contract and a use case, which gives the answer itself or a value with how it is shown. */
type MakeRow<K extends Operation, N extends string | null> = {
  <O extends K>(spec: O, useCase: UseCase<Asked<N, O>, Answer<O>>): OperationRow;
  <O extends K, V>(
    spec: O,
    useCase: UseCase<Asked<N, O>, V>,
    show: (value: V, asked: Asked<N, O>) => Answer<O>,
  ): OperationRow;
};

/** Members that no request can bring: a contract that named one would have it left out. */
const ASKING: ReadonlySet<string> = new Set([
  'caller',
  'agent',
  'agentId',
  'correlationId',
  'expectedVersion',
  'idempotency',
] satisfies readonly (keyof Asking<Operation> | 'agentId')[]);

const said = (request: object): object =>
  Object.fromEntries(Object.entries(request).filter(([name]) => !ASKING.has(name)));

/** What the path names and who asks come last: they stand over any member of the same name. */
const asked = (bodyAs: string | null, { params, query, body, ...asking }: OperationInput<Operation>) => ({
  ...(bodyAs === null ? said({ ...query, ...(body as object | undefined) }) : { [bodyAs]: body as unknown }),
  ...params,
  ...asking,
});

const rowsOf = <K extends Operation, N extends string | null>(bodyAs: N) =>
  ((
    spec: Operation,
    useCase: UseCase<unknown, unknown>,
    show: (value: unknown, given: unknown) => unknown = (value) => value,
  ): OperationRow => ({
    spec,
    handler: (deps) =>
      operation(spec, deps, async (input) => {
        const given = asked(bodyAs, input as OperationInput<Operation>);
        const result = await useCase(given);
        return result.ok ? ok(show(result.value, given)) : result;
      }),
  })) as MakeRow<K, N>;

type Reading = Operation & { readonly method: 'GET' };
type Changing = Operation & { readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE' };

/** An operation that only reads. */
export const query = rowsOf<Reading, null>(null);
/** An operation that changes something. */
export const command = rowsOf<Changing, null>(null);
/** An operation whose body names what is to be changed: it stands in `changes`, and what it leaves out stays. */
export const edit = rowsOf<Changing, 'changes'>('changes');
/** An operation whose body describes what is to be made: it stands in `made`. */
export const make = rowsOf<Changing, 'made'>('made');

/** For a use case that needs nothing of the agent but the id. */
export const byAgentId =
  <A extends { readonly agent: Agent }, R>(
    useCase: (asked: Omit<A, 'agent'> & { readonly agentId: string }) => R,
  ): ((asked: A) => R) =>
  ({ agent, ...asked }) =>
    useCase({ ...asked, agentId: agent.agentId });

/** The page that a query asks for; newest first unless it says otherwise. */
export const pageAsked = ({
  limit,
  cursor,
  order = 'newest',
}: Omit<PageRequest, 'order'> & Partial<PageRequest>): PageRequest => ({
  limit,
  order,
  ...(cursor === undefined ? {} : { cursor }),
});

/** Shows a page: its items under a name, and where the next one begins. */
export const shownPage =
  <N extends string, T, S>(name: N, show: (item: T) => S) =>
  ({ items, cursor }: Page<T>) =>
    ({ [name]: items.map(show), nextCursor: cursor ?? null }) as Readonly<Record<N, readonly S[]>> & {
      readonly nextCursor: string | null;
    };

/** One function for its operations: API Gateway has matched the route, so its key finds the handler. */
export const serveRows = (deps: OperationDeps, rows: readonly OperationRow[]): HttpHandler =>
  router(rows.map(({ spec, handler }) => [spec, handler(deps)]));

/** All that several use cases need together. */
export type NeedsOf<F extends (deps: never) => unknown> = (
  F extends (deps: infer D) => unknown ? (needs: D) => void : never
) extends (needs: infer All) => void
  ? All
  : never;
