import {
  changePreferences,
  defaultPreferences,
  type Preferences,
  type PreferencesChange,
  type PreferencesRefusal,
  type Signature,
  SIGNATURES_LIMIT,
} from '../../domain/desk/preferences.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';
import { type AccessRefusal, admitCaller } from '../desk/admit-caller.ts';
import type { DeskDirectory, PreferencesRepository } from '../ports/desk.ts';
import type { Backoff } from '../ports/platform.ts';
import type { RichText } from '../ports/writing.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { sanitizeText } from '../tickets/entry-body.ts';

export type EditPreferencesDeps = {
  readonly directory: Pick<DeskDirectory, 'findAgent'>;
  readonly preferences: PreferencesRepository;
  readonly richText: RichText;
  readonly backoff: Backoff;
};
export type EditPreferencesInput = {
  readonly agentId: string;
  /** Signatures are HTML, as they were written. */
  readonly changes: Omit<PreferencesChange, 'signatures'> & {
    readonly signatures?: Readonly<Record<string, string>>;
  };
};

/**
 * Changes what an agent chose for themselves. The last writer of each property wins; a signature is refused for a
 * service in which the agent is not active.
 */
export const editPreferences = ({ directory, preferences, richText, backoff }: EditPreferencesDeps) => {
  const admit = admitCaller(directory);
  const signaturesOf = async (
    agentId: string,
    written: Readonly<Record<string, string>>,
  ): Promise<Result<Readonly<Record<string, Signature>>, AccessRefusal | TooLarge>> => {
    const signatures: Record<string, Signature> = {};
    for (const [serviceId, html] of Object.entries(written)) {
      const body = html === '' ? ok({ html: '', text: '' }) : sanitizeText(await richText.sanitizer(), html);
      if (!body.ok) return body;
      const { text } = body.value;
      const admitted = text === '' ? ok(undefined) : await admit(serviceId, agentId, 'read_desk');
      if (!admitted.ok) return admitted;
      signatures[serviceId] = { html: body.value.html, text };
    }
    return ok(signatures);
  };
  return async ({
    agentId,
    changes: { signatures: written, ...rest },
  }: EditPreferencesInput): Promise<Result<Preferences, PreferencesRefusal | AccessRefusal | TooLarge>> => {
    const signatures = await signaturesOf(agentId, written ?? {});
    if (!signatures.ok) return signatures;
    const write = async (): Promise<Result<Preferences, PreferencesRefusal> | 'conflict'> => {
      const before = await preferences.find(agentId);
      const after = changePreferences(before ?? defaultPreferences(agentId), {
        ...rest,
        signatures: signatures.value,
      });
      if (Object.keys(after.signatures).length > SIGNATURES_LIMIT)
        return err({ code: 'too_many_signatures', limit: SIGNATURES_LIMIT });
      return (await preferences.save(after, before)) ? ok(after) : 'conflict';
    };
    return retryOnConflict(backoff, write, { what: `the preferences of ${agentId}` });
  };
};
