import type { Agent } from '../../domain/desk/agent.ts';
import { fieldVisibility } from '../../domain/desk/field-visibility.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { ActionResult, TracedCondition, TracedTrigger, TriggerTrace } from '../../domain/trigger/trigger-run.ts';
import type { AutomationRepository } from '../ports/automation.ts';
import type { FieldRepository } from '../ports/desk-settings.ts';
import type { Page, PageRequest } from '../ports/pages.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import type { TicketNotFound } from '../tickets/get-ticket.ts';

export type ListTriggerRunsDeps = {
  readonly tickets: Pick<TicketRepository, 'find'>;
  readonly automation: Pick<AutomationRepository, 'listRuns'>;
  readonly definitions: Pick<FieldRepository, 'list'>;
};

type Seen = Pick<TracedCondition, 'met' | 'groups' | 'path'> & Partial<TracedCondition>;
/** A trace without fields of the service's own that the reader may not see: neither their codes nor their values. */
export type VisibleRun = Omit<TriggerTrace, 'considered'> & {
  readonly considered: readonly (Omit<TracedTrigger, 'conditions'> & { readonly conditions?: readonly Seen[] })[];
};

const OWN_FIELD = /^field\.(.+)$/;
const namesField = (trace: TriggerTrace): boolean =>
  trace.considered.some(
    ({ conditions = [], actions = [] }) =>
      conditions.some(({ field }) => OWN_FIELD.test(field)) || actions.some(({ kind }) => kind === 'set_field'),
  );

const visibleRun = (trace: TriggerTrace, sees: (code: string) => boolean): VisibleRun => {
  const condition = (each: TracedCondition): Seen => {
    const code = OWN_FIELD.exec(each.field)?.[1];
    const { met, groups, path } = each;
    return code === undefined || sees(code) ? each : { met, groups, path };
  };
  const action = (each: ActionResult): ActionResult => {
    const { kind, result, of } = each;
    return kind !== 'set_field' || of === undefined || sees(of) ? each : { kind, result };
  };
  return {
    ...trace,
    considered: trace.considered.map(({ conditions, actions, ...trigger }) => ({
      ...trigger,
      ...(conditions && { conditions: conditions.map(condition) }),
      ...(actions && { actions: actions.map(action) }),
    })),
  };
};

/** A page of what triggers saw of a ticket and did to it, as far as the caller may see it. */
export const listTriggerRuns =
  ({ tickets, automation, definitions }: ListTriggerRunsDeps) =>
  async ({
    serviceId,
    number,
    agent: { role },
    page,
  }: {
    readonly serviceId: string;
    readonly number: number;
    readonly agent: Pick<Agent, 'role'>;
    readonly page: PageRequest;
  }): Promise<Result<Page<VisibleRun>, TicketNotFound>> => {
    const [ticket, { items, ...rest }] = await Promise.all([
      tickets.find(serviceId, number),
      automation.listRuns(serviceId, number, page),
    ]);
    if (ticket === undefined) return err({ code: 'ticket_not_found', number });
    const asks = role !== 'administrator' && items.some(namesField);
    const sees = fieldVisibility(role, asks ? await definitions.list(serviceId) : []);
    return ok({ ...rest, items: items.map((trace) => visibleRun(trace, sees)) });
  };
