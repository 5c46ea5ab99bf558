import type { WrittenError } from '../../domain/desk/category.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { unknownVariables } from '../../domain/template/placeholders.ts';
import { VARIABLE_NAMES } from '../../domain/template/variables.ts';
import type { Trigger, TriggerAction } from '../../domain/trigger/trigger.ts';
import type { TriggerRefusal } from '../../domain/trigger/trigger-refusal.ts';
import { type OpenAction, secretContext, sealedOf, withSecret } from '../../domain/trigger/trigger-secrets.ts';
import type { Vault } from '../ports/confidential.ts';
import type { RichText, Sanitize } from '../ports/writing.ts';
import { secretRefOf } from './show-trigger.ts';

/** An action as an administrator writes it: with a secret in plain, or with the name of one that is stored. */
export type WrittenAction =
  | Exclude<OpenAction, { readonly kind: 'call_url' | 'dooray_notice' }>
  | {
      readonly kind: 'call_url';
      readonly url: string;
      readonly secret?: string;
      readonly secretRef?: string | null;
    }
  | {
      readonly kind: 'dooray_notice';
      readonly text: string;
      readonly hook?: string;
      readonly secretRef?: string | null;
    };

type NotValid = Extract<TriggerRefusal, { code: 'trigger_not_valid' }>;

/** An action with safe texts, and what it says of its secret. */
type TakenAction = { readonly action: OpenAction; readonly given?: string; readonly secretRef?: string };

export type TakeActionsDeps = {
  readonly richText: RichText;
  /** Whether the URL's host is written as an IP address outside the public internet. */
  readonly namesPrivateAddress: (url: string) => boolean;
};

const variableErrors = (text: string, pointer: string): readonly WrittenError[] =>
  unknownVariables(text, VARIABLE_NAMES).map(({ name, at }) => ({
    pointer,
    detail: `There is no variable #{${name}} (at ${at})`,
  }));

/** Makes the texts of actions safe, and names all errors in them. */
export const sanitizeActions =
  (sanitize: Sanitize, namesPrivateAddress: TakeActionsDeps['namesPrivateAddress']) =>
  (written: readonly WrittenAction[]): Result<readonly TakenAction[], NotValid> => {
    const errors: WrittenError[] = [];
    const safe = (html: string, pointer: string): string => {
      errors.push(...variableErrors(html, pointer));
      const body = sanitize(html);
      if (body.text === '') errors.push({ pointer, detail: 'Nothing is left to read once the text is made safe' });
      // Sanitizing may join parts of a variable that were apart.
      else if (unknownVariables(html, VARIABLE_NAMES).length === 0) errors.push(...variableErrors(body.html, pointer));
      return body.html;
    };
    const open = (url: string, pointer: string): void => {
      if (namesPrivateAddress(url)) errors.push({ pointer, detail: 'The address is not of the open internet' });
    };
    const taken = written.map((action, index): TakenAction => {
      const pointer = `#/actions/${index}`;
      switch (action.kind) {
        case 'comment':
          return { action: { ...action, html: safe(action.html, `${pointer}/html`) } };
        case 'mail':
          errors.push(...variableErrors(action.subject, `${pointer}/subject`));
          return { action: { ...action, html: safe(action.html, `${pointer}/html`) } };
        case 'call_url': {
          const { secret, secretRef, ...rest } = action;
          open(action.url, `${pointer}/url`);
          return {
            action: rest,
            ...(secret === undefined ? {} : { given: secret }),
            ...(typeof secretRef === 'string' ? { secretRef } : {}),
          };
        }
        case 'dooray_notice': {
          const { hook, secretRef, ...rest } = action;
          errors.push(...variableErrors(action.text, `${pointer}/text`));
          if (hook !== undefined) open(hook, `${pointer}/hook`);
          return {
            action: rest,
            ...(hook === undefined ? {} : { given: hook }),
            ...(typeof secretRef === 'string' ? { secretRef } : {}),
          };
        }
        default:
          return { action };
      }
    });
    return errors.length === 0 ? ok(taken) : err({ code: 'trigger_not_valid', errors });
  };

/**
 * Takes actions as an administrator wrote them, in two steps: texts are made safe and new secrets sealed once; then the
 * secrets that are named are those of the trigger as it is stored, which may be read again.
 */
export const takeActions =
  ({ richText, namesPrivateAddress, vault }: TakeActionsDeps & { readonly vault: Pick<Vault, 'seal'> }) =>
  async (
    place: Pick<Trigger, 'serviceId' | 'triggerId'>,
    written: readonly WrittenAction[],
  ): Promise<
    Result<(stored: Trigger | undefined) => Promise<Result<readonly TriggerAction[], NotValid>>, NotValid>
  > => {
    const taken = sanitizeActions(await richText.sanitizer(), namesPrivateAddress)(written);
    if (!taken.ok) return taken;
    const sealed = await Promise.all(
      taken.value.map(async ({ given }) => (given === undefined ? undefined : vault.seal(secretContext(place), given))),
    );
    return ok(async (stored) => {
      const kept = new Map(
        await Promise.all(
          (stored?.actions ?? []).flatMap((action) => {
            const secret = sealedOf(action);
            return secret === undefined
              ? []
              : [secretRefOf(secret).then((ref): [string, string] => [`${action.kind} ${ref}`, secret])];
          }),
        ),
      );
      const errors: WrittenError[] = [];
      const actions = taken.value.map(({ action, given, secretRef }, index) => {
        const secret =
          given === undefined && secretRef !== undefined ? kept.get(`${action.kind} ${secretRef}`) : sealed[index];
        if (given === undefined && secretRef !== undefined && secret === undefined)
          errors.push({ pointer: `#/actions/${index}/secretRef`, detail: 'There is no such secret any more: type it' });
        else if (action.kind === 'dooray_notice' && secret === undefined)
          errors.push({ pointer: `#/actions/${index}/hook`, detail: 'It needs the address of an incoming hook' });
        return withSecret(action, secret);
      });
      return errors.length === 0 ? ok(actions) : err({ code: 'trigger_not_valid', errors });
    });
  };
