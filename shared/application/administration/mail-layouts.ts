import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { ANSWER_LAYOUTS } from '../../domain/mail/answer-layout.ts';
import {
  checkLayout,
  freeContent,
  type Layout,
  LAYOUT_BYTES,
  LAYOUT_KINDS,
  type LayoutKind,
  type LayoutRefusal,
  type MailLayout,
} from '../../domain/mail/mail-layout.ts';
import { type Language, LANGUAGES } from '../../domain/ticket/ticket.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { MailLayoutRepository } from '../ports/mails.ts';
import type { RichText, Sanitize } from '../ports/writing.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { type Acting, type Administering, deskFactOfChange } from './desk-fact.ts';

export type LayoutDeps = {
  readonly layouts: MailLayoutRepository;
  readonly richText: RichText;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};
type LayoutRef = {
  readonly kind: LayoutKind;
  readonly language: Language;
  /** From If-Match. */ readonly expectedVersion?: number;
};

/** The layout for a kind of mail and a language: an administrator's, or the built-in one (version 0). */
export type ShownLayout = Layout &
  Pick<MailLayout, 'kind' | 'language' | 'version'> &
  Partial<Pick<MailLayout, 'editedBy' | 'editedAt'>>;

const builtIn = ({ kind, language }: Pick<LayoutRef, 'kind' | 'language'>): ShownLayout => ({
  kind,
  language,
  version: 0,
  ...ANSWER_LAYOUTS[language],
});

/** The layouts for all kinds of mail in all languages. */
export const listMailLayouts =
  ({ layouts }: Pick<LayoutDeps, 'layouts'>) =>
  async (serviceId: string): Promise<readonly ShownLayout[]> => {
    const stored = await layouts.list(serviceId);
    return LAYOUT_KINDS.flatMap((kind) =>
      LANGUAGES.map(
        (language) =>
          stored.find((layout) => layout.kind === kind && layout.language === language) ?? builtIn({ kind, language }),
      ),
    );
  };

const contents = ({ subject, html }: Layout) => ({ subject, html });

/** The audit fact of a layout; without `after` the built-in one is used again. */
export const layoutFact = (
  clock: ClockAndIds,
  by: Acting,
  { kind, language }: Pick<LayoutRef, 'kind' | 'language'>,
  before: Layout | undefined,
  after: Layout | undefined,
): DeskFact =>
  deskFactOfChange(
    clock,
    by,
    { kind: 'mail_layout', id: `${kind}/${language}` },
    before && contents(before),
    after && contents(after),
  );

/** Reads a layout and lets `write` change it; asked again when that meets a conflict. */
const change = async <T>(
  { layouts, backoff }: LayoutDeps,
  serviceId: string,
  { kind, language, expectedVersion }: LayoutRef,
  write: (before: MailLayout | undefined) => Promise<Result<T, never> | 'conflict'>,
): Promise<Result<T, LayoutRefusal>> =>
  retryOnConflict<Result<T, LayoutRefusal>>(backoff, async () => {
    const before = await layouts.find(serviceId, kind, language);
    const actual = before?.version ?? 0;
    if (expectedVersion !== undefined && expectedVersion !== actual)
      return err({ code: 'layout_changed', expected: expectedVersion, actual });
    return write(before);
  });

/** Sanitizes a layout, makes its plain text, and checks it. */
export const sanitizeLayout = (
  sanitize: Sanitize,
  { subject, html: written }: { readonly subject?: string; readonly html: string },
): Result<Layout, LayoutRefusal | TooLarge> => {
  const { html, text } = sanitize(freeContent(written));
  const layout: Layout = { ...(subject === undefined ? {} : { subject }), html, text: `${text}\n` };
  const checked = checkLayout(layout);
  if (!checked.ok) return checked;
  return new TextEncoder().encode(html).length > LAYOUT_BYTES
    ? err({ code: 'too_large', limitBytes: LAYOUT_BYTES })
    : ok(layout);
};

export type SaveLayoutInput = LayoutRef & { readonly subject?: string; readonly html: string };

/** Replaces a layout. It applies to all mails sent from now on, also to answers written earlier. */
export const saveMailLayout =
  (deps: LayoutDeps) =>
  async (
    by: Administering,
    { subject, html, ...place }: SaveLayoutInput,
  ): Promise<Result<MailLayout, LayoutRefusal | TooLarge>> => {
    const taken = sanitizeLayout(await deps.richText.sanitizer(), {
      ...(subject === undefined ? {} : { subject }),
      html,
    });
    if (!taken.ok) return taken;
    return change(deps, by.serviceId, place, async (before) => {
      const after: MailLayout = {
        serviceId: by.serviceId,
        kind: place.kind,
        language: place.language,
        version: (before?.version ?? 0) + 1,
        ...taken.value,
        editedBy: by.agentId,
        editedAt: deps.clock.now().toISOString(),
      };
      const fact = layoutFact(deps.clock, by, place, before, after);
      return (await deps.layouts.save(after, before, fact)) ? ok(after) : 'conflict';
    });
  };

/** Restores the built-in layout; does nothing when it is in use. */
export const resetMailLayout =
  (deps: LayoutDeps) =>
  (by: Administering, place: LayoutRef): Promise<Result<ShownLayout, LayoutRefusal>> =>
    change<ShownLayout>(deps, by.serviceId, place, async (before) =>
      before === undefined || (await deps.layouts.remove(before, layoutFact(deps.clock, by, place, before, undefined)))
        ? ok(builtIn(place))
        : 'conflict',
    );
