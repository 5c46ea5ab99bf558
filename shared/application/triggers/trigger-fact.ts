import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { Trigger } from '../../domain/trigger/trigger.ts';
import { openAction, sealedOf } from '../../domain/trigger/trigger-secrets.ts';
import { type Acting, deskFactOfChange } from '../administration/desk-fact.ts';
import type { ClockAndIds } from '../ports/platform.ts';

/** What administrators are told of; of its secrets only that they changed. */
const told = ({ name, active, stopped, order, event, mode, conditions, actions }: Trigger) => {
  const secrets = actions.flatMap((action) => sealedOf(action) ?? []);
  return {
    name,
    active,
    ...(stopped && { stopped }),
    order,
    event,
    mode,
    conditions,
    actions: actions.map(openAction),
    ...(secrets.length === 0 ? {} : { secrets }),
  };
};

/** The audit fact of a trigger. */
export const triggerFact = (
  clock: ClockAndIds,
  by: Acting,
  before: Trigger | undefined,
  after: Trigger | undefined,
): DeskFact =>
  deskFactOfChange(
    clock,
    by,
    { kind: 'trigger', id: (after ?? before)!.triggerId },
    before && told(before),
    after && told(after),
  );
