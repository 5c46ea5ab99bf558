import { htmlOfText } from '../ui/html-of-text.ts';
import type { InternalReason } from '../../../shared/domain/ticket/internal-reason.ts';
import { INTERNAL_REASON_RULES } from '../../../shared/domain/ticket/internal-reason.ts';
import type { Priority } from '../../../shared/domain/ticket/ticket.ts';
import { typedNumber } from '../desk/typed-number.ts';
import { recipientBody, type RecipientChoice } from '../desk/recipient/recipient-choices.ts';
import type { BatchCommand, BatchKind } from './batch-plan.ts';

/** What the agent fills in; each command uses its own part. */
export type BatchForm = {
  readonly text: string;
  readonly reason: InternalReason;
  /** The number of the ticket that duplicates repeat, as it was typed. */
  readonly duplicateOf: string;
  /** Whom the tickets go to; null while nobody is chosen. */
  readonly recipient: RecipientChoice | null;
  /** One of the groups of the agent who keeps; empty while none is chosen. */
  readonly groupId: string;
  readonly priority: Priority;
  readonly important: boolean;
};

export const EMPTY_FORM: BatchForm = {
  text: '',
  reason: 'duplicate',
  duplicateOf: '',
  recipient: null,
  groupId: '',
  priority: 'high',
  important: true,
};

/** What of the form is still missing or wrong. */
export type Gap = 'text' | 'duplicateOf' | 'recipient' | 'groupId';

/** The agent's groups of which one must be named for this command: none unless there are several. */
export const groupChoice = (kind: BatchKind, myGroupIds: readonly string[]): readonly string[] =>
  kind === 'keep' && myGroupIds.length > 1 ? myGroupIds : [];

/** The command that the form says, or what it lacks. */
export const commandOf = (
  kind: BatchKind,
  form: BatchForm,
  groups: readonly string[],
): { readonly command: BatchCommand; readonly gap: null } | { readonly command: null; readonly gap: Gap } => {
  const lacks = (gap: Gap) => ({ command: null, gap });
  const is = (command: BatchCommand) => ({ command, gap: null });
  const isWritten = form.text.trim() !== '';
  const note = isWritten ? { html: htmlOfText(form.text.trim()) } : {};
  switch (kind) {
    case 'comment':
    case 'resolve':
    case 'pend':
      return isWritten ? is({ kind, html: htmlOfText(form.text.trim()) }) : lacks('text');
    case 'resolve_internally': {
      const { reason } = form;
      if (INTERNAL_REASON_RULES[reason].needsText && !isWritten) return lacks('text');
      if (reason !== 'duplicate') return is({ kind, reason, ...note });
      const duplicateOf = typedNumber(form.duplicateOf);
      return duplicateOf === null ? lacks('duplicateOf') : is({ kind, reason, duplicateOf, ...note });
    }
    case 'keep':
      if (groups.length === 0) return is({ kind });
      return groups.includes(form.groupId) ? is({ kind, groupId: form.groupId }) : lacks('groupId');
    case 'forward':
      return form.recipient === null
        ? lacks('recipient')
        : is({ kind, ...recipientBody(form.recipient.recipient), ...note });
    case 'set_priority':
      return is({ kind, priority: form.priority });
    case 'mark_important':
      return is({ kind, important: form.important });
  }
};
