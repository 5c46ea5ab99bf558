import type { Agent } from '../../domain/desk/agent.ts';
import type { Service } from '../../domain/desk/service.ts';
import { fillText } from '../../domain/template/placeholders.ts';
import { valueOf } from '../../domain/template/variables.ts';
import type { OutwardCall } from '../../domain/trigger/outward-call.ts';
import { outwardPayload, type PayloadSources } from '../../domain/trigger/outward-payload.ts';
import type { FiredTrigger } from './outward-order.ts';

/** Characters of a notice: a channel shows no more of one at once. */
const NOTICE_LENGTH = 4000;

type Sources = Omit<PayloadSources, 'trigger' | 'service'> & {
  readonly trigger: FiredTrigger;
  readonly service: Service;
};

/** A call or a notice as it is to be sent: with all that it needs, as it is at this moment. */
export const orderCall = (
  sources: Sources,
  {
    action,
    correlationId,
    assignee,
  }: { readonly action: number; readonly correlationId: string; readonly assignee: Agent | undefined },
): OutwardCall => {
  const { id, at, trigger, ticket, service } = sources;
  const { triggerId, name, version } = trigger;
  const ordered = {
    id,
    serviceId: ticket.serviceId,
    number: ticket.number,
    trigger: { triggerId, name },
    triggerVersion: version,
    action,
    status: 'waiting',
    attempts: 0,
    createdAt: at,
    correlationId,
  } as const;
  const asked = trigger.actions[action];
  switch (asked?.kind) {
    case 'call_url':
      return {
        ...ordered,
        kind: 'call',
        url: asked.url,
        ...(asked.sealedSecret === undefined ? {} : { sealedSecret: asked.sealedSecret }),
        body: JSON.stringify(outwardPayload(sources)),
      };
    case 'dooray_notice': {
      const value = valueOf({ ticket, service, agent: assignee, at, language: service.language });
      const text = [...fillText(asked.text, value)].slice(0, NOTICE_LENGTH).join('');
      return {
        ...ordered,
        kind: 'notice',
        ...(asked.sealedHook === undefined ? {} : { sealedHook: asked.sealedHook }),
        body: JSON.stringify({ botName: service.name, text }),
      };
    }
    default:
      throw new Error(`Action ${String(action)} of trigger ${triggerId} sends nothing outside`);
  }
};
