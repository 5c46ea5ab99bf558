import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { type RestrictedRefusal, type RestrictedWords, tidyWords } from '../../domain/restricted/restricted-words.ts';
import { type Acting, type Administering, deskFactOfChange } from '../administration/desk-fact.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { RestrictedWordsRepository } from '../ports/desk-settings.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export type SetRestrictedWordsInput = Administering & {
  readonly words: readonly string[];
  /** From If-Match: another stored version is refused. */
  readonly expectedVersion?: number;
};
type Deps = {
  readonly restrictedWords: RestrictedWordsRepository;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};

/** The audit fact of a list; the first one creates it. */
export const wordsFact = (
  clock: ClockAndIds,
  by: Acting,
  before: RestrictedWords,
  { words }: Pick<RestrictedWords, 'words'>,
): DeskFact =>
  deskFactOfChange(
    clock,
    by,
    { kind: 'restricted_words', id: by.serviceId },
    before.version === 0 ? undefined : { words: before.words },
    { words },
  );

/** Replaces a service's list; an equal list writes nothing. */
export const setRestrictedWords =
  ({ restrictedWords, clock, backoff }: Deps) =>
  async ({
    words: written,
    expectedVersion,
    ...by
  }: SetRestrictedWordsInput): Promise<Result<RestrictedWords, RestrictedRefusal>> => {
    const words = tidyWords(written);
    if (!words.ok) return words;
    return retryOnConflict<Result<RestrictedWords, RestrictedRefusal>>(backoff, async () => {
      const before = await restrictedWords.find(by.serviceId);
      if (expectedVersion !== undefined && expectedVersion !== before.version)
        return err({ code: 'restricted_words_changed', expected: expectedVersion, actual: before.version });
      if (JSON.stringify(words.value) === JSON.stringify(before.words)) return ok(before);
      const next: RestrictedWords = {
        serviceId: by.serviceId,
        version: before.version + 1,
        words: words.value,
        editedBy: by.agentId,
        editedAt: clock.now().toISOString(),
      };
      const fact = wordsFact(clock, by, before, next);
      return (await restrictedWords.save(next, before, fact)) ? ok(next) : 'conflict';
    });
  };
