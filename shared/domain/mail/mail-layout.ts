import { err, ok, type Result } from '../kernel/result.ts';
import { checkVariables, type VariablesUnknown } from '../template/template.ts';
import { countIn } from '../template/placeholders.ts';
import { VARIABLE_NAMES } from '../template/variables.ts';
import type { Language } from '../ticket/ticket.ts';

/**
 * Kinds of mail with a layout of their own: for a resolved inquiry, for an interim answer, and for a mail without a
 * decision.
 */
export const LAYOUT_KINDS = ['resolved', 'pending', 'manual'] as const;
export type LayoutKind = (typeof LAYOUT_KINDS)[number];

/** An administrator's layout: what surrounds the text of a mail. */
export type MailLayout = {
  readonly serviceId: string;
  readonly kind: LayoutKind;
  readonly language: Language;
  readonly version: number;
  /** With variables; absent: `Re: … [#1024]`, which never changes. */
  readonly subject?: string;
  /** Sanitized HTML with variables, and `#{content}` once. */
  readonly html: string;
  /** The plain text version. */
  readonly text: string;
  readonly editedBy: string;
  readonly editedAt: string;
};

/** The layout of a mail: an administrator's or a built-in one. */
export type Layout = Pick<MailLayout, 'subject' | 'html' | 'text'>;

/** The variable that the answer's text replaces. */
export const CONTENT = 'content';
export const LAYOUT_SUBJECT_LENGTH = 200;
/** Maximum UTF-8 bytes; one response holds twelve layouts. */
export const LAYOUT_BYTES = 64 * 1024;

export type LayoutRefusal =
  | { readonly code: 'layout_changed'; readonly expected: number; readonly actual: number }
  /** `#{content}` is missing, occurs more than once, or stands inside a tag. */
  | { readonly code: 'content_misplaced'; readonly times: number }
  | VariablesUnknown;

/**
 * Removes the paragraph that an editor puts around `#{content}`: an answer has paragraphs of its own, which can't be
 * nested.
 */
export const freeContent = (html: string): string =>
  html.replace(/<p(?:\s[^<>]*)?>\s*#\{content\}\s*<\/p>/g, '<div>#{content}</div>');

/** Checks that all variables are known and that the answer's place occurs once in the HTML. */
export const checkLayout = ({ subject, html, text }: Layout): Result<undefined, LayoutRefusal> => {
  const subjects = checkVariables('subject', subject ?? '');
  if (!subjects.ok) return subjects;
  const variables = checkVariables('html', html, [...VARIABLE_NAMES, CONTENT]);
  if (!variables.ok) return variables;
  const { inText, inTags } = countIn(html, CONTENT);
  const plain = countIn(text, CONTENT);
  return inText === 1 && inTags === 0 && plain.inText + plain.inTags === 1
    ? ok(undefined)
    : err({ code: 'content_misplaced', times: inText + inTags });
};
