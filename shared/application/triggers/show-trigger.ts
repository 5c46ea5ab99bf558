import type { Trigger } from '../../domain/trigger/trigger.ts';
import { openAction, type OpenAction, sealedOf } from '../../domain/trigger/trigger-secrets.ts';

/** Hexadecimal digits of a reference. */
const REF_LENGTH = 32;

/**
 * Names a stored secret without telling anything of it. Sealing the same text twice gives two different texts, so each
 * secret that was given has a name of its own.
 */
export const secretRefOf = async (sealed: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sealed));
  return [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, REF_LENGTH);
};

/** An action as administrators see it: its secret by its name. */
export type ShownAction = OpenAction & { readonly secretRef?: string };
export type ShownTrigger = Omit<Trigger, 'actions'> & { readonly actions: readonly ShownAction[] };

/** A trigger as administrators see it, and as it can be sent back: secrets are named, never told. */
export const showTrigger = async ({ actions, ...trigger }: Trigger): Promise<ShownTrigger> => ({
  ...trigger,
  actions: await Promise.all(
    actions.map(async (action): Promise<ShownAction> => {
      const sealed = sealedOf(action);
      return { ...openAction(action), ...(sealed === undefined ? {} : { secretRef: await secretRefOf(sealed) }) };
    }),
  ),
});
