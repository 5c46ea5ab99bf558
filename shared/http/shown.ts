import type { ShownLayout } from '../application/administration/mail-layouts.ts';
import type { Imported } from '../application/desk-setup/import-setup.ts';
import type { DraftWithNews } from '../application/drafts/draft-with-news.ts';
import type { ShownEntry } from '../application/tickets/list-entries.ts';
import type { MarkedRow } from '../application/tickets/list-tickets.ts';
import type { SeenEscalation } from '../application/transfers/read-escalations.ts';
import type { VisibleRun } from '../application/triggers/list-trigger-runs.ts';
import { isAskedAutomatically } from '../domain/customer-information/collect-variables.ts';
import type { InformationSource } from '../domain/customer-information/information-source.ts';
import type { CustomerRecord } from '../domain/customer/customer-record.ts';
import type { Departure } from '../domain/desk/departure.ts';
import { type Invitation, stateOf } from '../domain/desk/invitation.ts';
import type { Preferences } from '../domain/desk/preferences.ts';
import { isBlank } from '../domain/draft/draft.ts';
import { roundOf, type OutgoingMail } from '../domain/mail/outgoing-mail.ts';
import { maskingOf } from '../domain/masking/change-entry.ts';
import { shownSpans } from '../domain/masking/mask-entry.ts';
import type { CountedTemplate } from '../domain/template/template.ts';
import { allowedFor, type ActingAgent } from '../domain/ticket/lifecycle.ts';
import type { Entry } from '../domain/ticket/entry.ts';
import type { VisibleFact } from '../domain/ticket/visible-fact.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { shortenBoth } from '../domain/kernel/differences.ts';

/** A ticket, with the commands that the caller may give now. */
export const shownTicket = (ticket: Ticket, { agent }: { readonly agent: ActingAgent }) => ({
  ...ticket,
  transferring: ticket.transferring !== undefined,
  lastEntryId: ticket.lastEntry?.id,
  allowed: allowedFor(ticket, agent),
});

/** Preferences, of each signature the HTML alone. */
export const shownPreferences = ({ signatures, ...preferences }: Preferences) => ({
  ...preferences,
  signatures: Object.fromEntries(Object.entries(signatures).map(([serviceId, { html }]) => [serviceId, html])),
});

/** A ticket in a list, with whether the caller marked it as important. */
export const shownRow = ({ row, important }: MarkedRow) => ({ ...row, important });

/** An entry with its masks, in offsets of the shown text, and its removed files. */
export const shownEntryState = (entry: Entry) => {
  const { revision, masks } = maskingOf(entry);
  const spans = shownSpans(masks);
  return {
    ...entry,
    maskRevision: revision,
    masks: masks.map((mask, index) => ({ ...mask, start: spans[index]!.start, end: spans[index]!.end })),
    removedAttachments: entry.removed ?? [],
  };
};

/**
 * `late`: the mail has waited too long for SES to accept it. What it waits for is known while it is queued. One of a
 * trigger may have several recipients.
 */
export const shownMail = (mail: OutgoingMail, late: boolean) => ({
  ...mail,
  to: [mail.to, ...(mail.also ?? [])].join(', '),
  late,
  leavesAt: mail.undo === undefined ? undefined : mail.leavesAt,
  waitsFor: mail.status === 'queued' ? mail.held?.reason : undefined,
  round: roundOf(mail),
});

/** An entry with its mail and the URLs of its files. */
export const shownEntry = ({ entry, mail, isLate, attachments, wholeUrl }: ShownEntry) => ({
  ...shownEntryState(entry),
  attachments,
  wholeUrl,
  mail: mail === undefined ? null : shownMail(mail, isLate === true),
});

export const shownEvent = ({ fieldChanges = {}, ...fact }: VisibleFact) => ({
  ...fact,
  fieldChanges: Object.fromEntries(
    Object.entries(fieldChanges).map(([code, change]) => [code, { ...change, encrypted: change.encrypted === true }]),
  ),
});

/** What triggers saw and did on one occasion. */
export const shownTriggerRun = ({ occasion, fact, madeFactId, considered, ...run }: VisibleRun) => ({
  ...run,
  kinds: occasion.kinds,
  time: 'since' in occasion ? { since: occasion.since, hours: occasion.hours } : undefined,
  event: fact,
  madeEventId: madeFactId,
  considered: considered.map(({ conditions = [], actions = [], ...trigger }) => ({ ...trigger, conditions, actions })),
});

/** A customer; a merged one names the customer that it was merged into. */
export const shownCustomer = (record: CustomerRecord) => ({ ...record, mergedInto: record.mergedInto?.customerId });

/** A draft; an empty one has no start. */
export const shownDraft = ({ draft, arrived }: DraftWithNews) => ({
  version: draft?.version ?? 0,
  html: draft?.html ?? '',
  uploadIds: draft?.uploadIds ?? [],
  files: draft?.files ?? [],
  begunAt: draft === undefined || isBlank(draft) ? null : draft.begunAt,
  savedAt: draft?.savedAt,
  arrived: arrived.map(({ id, author, ...entry }) => ({ ...entry, entryId: id, by: author })),
});

/** A departure, with the number of tickets in all groups. */
export const shownDeparture = (departure: Departure) => ({
  ...departure,
  tickets: departure.groups.reduce((count, { tickets }) => count + tickets, 0),
});

/** A template as lists show it, and with its text. */
export const shownTemplate = ({ ownerId, ...template }: CountedTemplate) => ({
  ...template,
  shared: ownerId === undefined,
});

/** A mail layout; version 0 is the built-in one. */
export const shownLayout = (layout: ShownLayout) => ({ ...layout, builtIn: layout.version === 0 });

/** A customer information API as administrators see it: whether it has a key, but never the key. */
export const shownSource = ({ sealedKey, ...source }: InformationSource) => ({
  ...source,
  hasKey: sealedKey !== undefined,
});

/** A customer information API as agents see it in the panel. */
export const shownPanelSource = (source: InformationSource) => ({
  sourceId: source.sourceId,
  name: source.name,
  asksOn: source.channels.filter((channel) => isAskedAutomatically(source, { channel })),
  typed: source.request.flatMap(({ variable, from }) =>
    from.kind === 'typed' ? [{ variable, label: from.label, required: from.required }] : [],
  ),
});

/**
 * The changes of a set-up import, with long texts shortened: two whole ones for each of 300 templates would make the
 * response too large.
 */
export const shownDifference = ({ changes, ...counts }: Imported) => ({
  ...counts,
  changes: changes.map(({ members, ...change }) => ({
    ...change,
    members: members.map(({ name, ...both }) => {
      const { before, after } = shortenBoth(both.before, both.after);
      return { name, before, after };
    }),
  })),
});

/** An invitation as it is now. */
export const shownInvitation = (invitation: Invitation, now: Date) => ({ ...invitation, ...stateOf(invitation, now) });

/** An escalation as one side sees it. */
export const shownEscalation = ({ escalation, direction, orderedByName, other, answer }: SeenEscalation) => ({
  ...escalation,
  direction,
  orderedByName,
  other,
  answer: answer && { agentName: answer.agentName, entry: shownEntry(answer.entry) },
});
