import type { Agent } from '../desk/agent.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { advance, type Decision, type DecisionContext } from '../ticket/decision.ts';
import type { Entry } from '../ticket/entry.ts';
import type { Fact } from '../ticket/facts.ts';
import { newestEntryId, snippetOf } from '../ticket/snippet.ts';
import type { Ticket } from '../ticket/ticket.ts';
import {
  addMasks,
  maskBody,
  removeMask,
  UNMASKED,
  type Body,
  type Mask,
  type Masking,
  type MaskRefusal,
} from './mask-entry.ts';
import { mayUnmask } from '../desk/permissions.ts';
import type { Span } from './span.ts';

/** An entry with its original text. */
export type WrittenEntry = { readonly entry: Entry; readonly written: Body };
/** With the function that makes plain text of its HTML. */
export type MaskableEntry = WrittenEntry & { readonly plain: (html: string) => string };
/** `masking` is the new state of the masks. */
export type MaskDecision = Decision & { readonly entry: Entry; readonly masking: Masking };
type By = { readonly agent: Pick<Agent, 'agentId' | 'role' | 'mayUnmask'> };

export const maskingOf = ({ masking }: Pick<Entry, 'masking'>): Masking => masking ?? UNMASKED;

/** A mask as a fact tells of it: where it lies, not what it hides. */
const loggedMask = ({ id, start, end }: Mask) => ({ id, start, end });

const decision = (
  type: 'entry_masked' | 'entry_unmasked' | 'attachment_removed',
  ticket: Ticket,
  { agent }: By,
  entry: Entry,
  seen: Partial<Pick<Fact, 'masks' | 'attachmentId'>>,
  context: DecisionContext,
) => {
  const patch = entry.id === newestEntryId(ticket) ? { snippet: snippetOf(entry) ?? null } : {};
  const moved = advance(ticket, type, { kind: 'agent', id: agent.agentId }, context, patch);
  return { ticket: moved.ticket, fact: { ...moved.fact, entryId: entry.id, ...seen }, entry };
};

/** Offsets are valid only for the masks that the caller saw. */
const isRevision = (entry: Entry, expected: number): Result<Entry, MaskRefusal> => {
  const { revision } = maskingOf(entry);
  return revision === expected ? ok(entry) : err({ code: 'entry_changed', expected, actual: revision });
};

/** Masks selections of the shown text. Undefined: they are masked already, or contain no text. */
export const maskEntry = (
  ticket: Ticket,
  { entry, written, plain }: MaskableEntry,
  { agent, selections, revision }: By & { readonly selections: readonly Span[]; readonly revision: number },
  context: DecisionContext,
): Result<MaskDecision | undefined, MaskRefusal> => {
  const current = isRevision(entry, revision);
  if (!current.ok) return current;
  const added = addMasks(written.html, maskingOf(entry), selections, { by: agent.agentId, at: context.at });
  if (!added.ok) return added;
  if (added.value === undefined) return ok(undefined);
  const { masking } = added.value;
  return ok({
    ...decision(
      'entry_masked',
      ticket,
      { agent },
      { ...entry, ...maskBody(written, masking.masks, plain), masking },
      { masks: added.value.added.map(loggedMask) },
      context,
    ),
    masking,
  });
};

/** Removes a mask, if the agent may: its text is shown again, except where another mask covers it. */
export const unmaskEntry = (
  ticket: Ticket,
  { entry, written, plain }: MaskableEntry,
  { agent, maskId }: By & { readonly maskId: string },
  context: DecisionContext,
): Result<MaskDecision, MaskRefusal> => {
  const removed = removeMask(maskingOf(entry), maskId);
  if (removed === undefined) return err({ code: 'mask_not_found', maskId });
  if (!mayUnmask(agent)) return err({ code: 'unmask_not_allowed' });
  const { masking } = removed;
  return ok({
    ...decision(
      'entry_unmasked',
      ticket,
      { agent },
      { ...entry, ...maskBody(written, masking.masks, plain), masking },
      { masks: [loggedMask(removed.removed)] },
      context,
    ),
    masking,
  });
};

/** Removes a file from an entry and records who did. Undefined: it was removed before. */
export const removeAttachment = (
  ticket: Ticket,
  entry: Entry,
  { agent, attachmentId }: By & { readonly attachmentId: string },
  context: DecisionContext,
): Result<Decision | undefined, MaskRefusal> => {
  const file = entry.attachments.find(({ id }) => id === attachmentId);
  const before = entry.removed ?? [];
  if (file === undefined)
    return before.some(({ id }) => id === attachmentId)
      ? ok(undefined)
      : err({ code: 'attachment_not_found', attachmentId });
  const { id, type, size } = file;
  const after: Entry = {
    ...entry,
    attachments: entry.attachments.filter((each) => each !== file),
    removed: [...before, { id, type, size, by: agent.agentId, at: context.at }],
  };
  return ok(decision('attachment_removed', ticket, { agent }, after, { attachmentId }, context));
};
