import { htmlOfText } from '../ui/html-of-text.ts';
import type { InternalReason } from '../../../shared/domain/ticket/internal-reason.ts';
import { INTERNAL_REASON_RULES } from '../../../shared/domain/ticket/internal-reason.ts';
import type { Priority } from '../../../shared/domain/ticket/ticket.ts';
import type { ServiceView } from '../desk/api/service-queries.ts';
import type { BatchCommand, BatchKind } from './batch-plan.ts';

/** What the agent fills in; each command uses its own part. */
export type BatchForm = {
  readonly text: string;
  readonly reason: InternalReason;
  /** The number of the ticket that duplicates repeat, as it was typed. */
  readonly duplicateOf: string;
  /** `agent:` or `group:` and the id of whom the tickets go to; empty while nobody is chosen. */
  readonly recipient: string;
  /** One of the groups of the recipient, or of the agent who keeps; empty while none is chosen. */
  readonly groupId: string;
  readonly priority: Priority;
  readonly important: boolean;
};

export const EMPTY_FORM: BatchForm = {
  text: '',
  reason: 'duplicate',
  duplicateOf: '',
  recipient: '',
  groupId: '',
  priority: 'high',
  important: true,
};

/** What of the form is still missing or wrong. */
export type Gap = 'text' | 'duplicateOf' | 'recipient' | 'groupId';

export const agentIdOf = ({ recipient }: BatchForm): string | null =>
  recipient.startsWith('agent:') ? recipient.slice('agent:'.length) : null;

/** The groups of which one must be named for this command: none unless there are several. */
export const groupChoice = (
  kind: BatchKind,
  form: BatchForm,
  { agents, myGroupIds }: { readonly agents: ServiceView['agents']; readonly myGroupIds: readonly string[] },
): readonly string[] => {
  const groupIds =
    kind === 'keep'
      ? myGroupIds
      : kind === 'forward'
        ? (agents.find(({ agentId }) => agentId === agentIdOf(form))?.groupIds ?? [])
        : [];
  return groupIds.length > 1 ? groupIds : [];
};

const duplicateNumber = (typed: string): number | null => {
  const [, digits] = /^\s*#?(\d{1,9})\s*$/.exec(typed) ?? [];
  const number = Number(digits ?? 0);
  return number > 0 ? number : null;
};

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
  const isGroupMissing = groups.length > 0 && !groups.includes(form.groupId);
  const group = groups.length === 0 ? {} : { groupId: form.groupId };
  switch (kind) {
    case 'comment':
    case 'resolve':
    case 'pend':
      return isWritten ? is({ kind, html: htmlOfText(form.text.trim()) }) : lacks('text');
    case 'resolve_internally': {
      const { reason } = form;
      if (INTERNAL_REASON_RULES[reason].needsText && !isWritten) return lacks('text');
      if (reason !== 'duplicate') return is({ kind, reason, ...note });
      const duplicateOf = duplicateNumber(form.duplicateOf);
      return duplicateOf === null ? lacks('duplicateOf') : is({ kind, reason, duplicateOf, ...note });
    }
    case 'keep':
      return isGroupMissing ? lacks('groupId') : is({ kind, ...group });
    case 'forward': {
      const assigneeId = agentIdOf(form);
      if (form.recipient === '') return lacks('recipient');
      if (assigneeId === null) return is({ kind, groupId: form.recipient.slice('group:'.length), ...note });
      return isGroupMissing ? lacks('groupId') : is({ kind, assigneeId, ...group, ...note });
    }
    case 'set_priority':
      return is({ kind, priority: form.priority });
    case 'mark_important':
      return is({ kind, important: form.important });
  }
};
