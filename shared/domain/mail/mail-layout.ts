import { err, ok, type Result } from '../kernel/result.ts';
import { checkVariables, type VariablesUnknown } from '../template/template.ts';
import { countIn } from '../template/placeholders.ts';
import { VARIABLE_NAMES } from '../template/variables.ts';
import type { Language } from '../ticket/ticket.ts';

/**
 * Mails that have a layout of their own: of a resolved inquiry, of an interim answer, and what an agent writes without
 * a decision.
 */
export const LAYOUT_KINDS = ['resolved', 'pending', 'manual'] as const;
export type LayoutKind = (typeof LAYOUT_KINDS)[number];

/** What stands around the text of a mail, as an administrator wrote it. */
export type MailLayout = {
  readonly serviceId: string;
  readonly kind: LayoutKind;
  readonly language: Language;
  readonly version: number;
  /** With variables; absent: `Re: … [#1024]`, the same for the ticket's whole life. */
  readonly subject?: string;
  /** Sanitized HTML with variables, and `#{content}` once. */
  readonly html: string;
  /** The same for readers without HTML. */
  readonly text: string;
  readonly editedBy: string;
  readonly editedAt: string;
};

/** What a mail is laid out by: an administrator's layout or a built-in one. */
export type Layout = Pick<MailLayout, 'subject' | 'html' | 'text'>;

/** The place of the answer. */
export const CONTENT = 'content';
export const LAYOUT_SUBJECT_LENGTH = 200;
/** Bytes of UTF-8: twelve of them go into one answer. */
export const LAYOUT_BYTES = 64 * 1024;

export type LayoutRefusal =
  | { readonly code: 'layout_changed'; readonly expected: number; readonly actual: number }
  /** `#{content}` is missing, there more than once, or inside a tag. */
  | { readonly code: 'content_misplaced'; readonly times: number }
  | VariablesUnknown;

/** An editor puts what stands alone into a paragraph; an answer has paragraphs of its own, which none can hold. */
export const freeContent = (html: string): string =>
  html.replace(/<p(?:\s[^<>]*)?>\s*#\{content\}\s*<\/p>/g, '<div>#{content}</div>');

/** Variables that are known, and the answer in one place of the text. */
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
