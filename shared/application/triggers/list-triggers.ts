import type { TriggerRepository, TriggerUse } from '../ports/triggers.ts';
import { type ShownTrigger, showTrigger } from './show-trigger.ts';

export type ListedTrigger = ShownTrigger & TriggerUse;

const NEVER: TriggerUse = { fired: 0, failuresInARow: 0 };

/** A service's triggers in their order, with how often each has fired. */
export const listTriggers =
  ({ triggers }: { readonly triggers: Pick<TriggerRepository, 'list' | 'uses'> }) =>
  async (serviceId: string): Promise<readonly ListedTrigger[]> => {
    const [stored, uses] = await Promise.all([triggers.list(serviceId), triggers.uses(serviceId)]);
    return Promise.all(
      stored.triggers.map(async (trigger) => ({
        ...(await showTrigger(trigger)),
        ...(uses.get(trigger.triggerId) ?? NEVER),
      })),
    );
  };
