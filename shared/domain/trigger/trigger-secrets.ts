import type { Trigger, TriggerAction } from './trigger.ts';

/** The vault context of a trigger's secrets: what signs its calls, and its hooks. */
export const secretContext = ({ serviceId, triggerId }: Pick<Trigger, 'serviceId' | 'triggerId'>) => ({
  serviceId,
  of: `trigger/${triggerId}`,
});

/** The secret of an action, sealed; undefined for one that has none. */
export const sealedOf = (action: TriggerAction): string | undefined =>
  action.kind === 'call_url' ? action.sealedSecret : action.kind === 'dooray_notice' ? action.sealedHook : undefined;

/** An action without its secret. */
export type OpenAction =
  | Exclude<TriggerAction, { readonly kind: 'call_url' | 'dooray_notice' }>
  | { readonly kind: 'call_url'; readonly url: string }
  | { readonly kind: 'dooray_notice'; readonly text: string };
export const openAction = (action: TriggerAction): OpenAction => {
  switch (action.kind) {
    case 'call_url':
      return { kind: action.kind, url: action.url };
    case 'dooray_notice':
      return { kind: action.kind, text: action.text };
    default:
      return action;
  }
};

/** An action with a secret, which must be of a kind that has one. */
export const withSecret = (action: OpenAction, sealed: string | undefined): TriggerAction => {
  if (sealed === undefined) return action;
  if (action.kind === 'call_url') return { ...action, sealedSecret: sealed };
  if (action.kind === 'dooray_notice') return { ...action, sealedHook: sealed };
  throw new Error(`An action ${action.kind} has no secret`);
};
