import type { InternalReason } from '../../../shared/domain/ticket/internal-reason.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import type { HeaderOrder } from './use-ticket-command.ts';

/** What was typed into the dialogs of a ticket; it stays while the ticket is open. */
export type TypedInDialogs = {
  readonly forwardNote: string;
  readonly internalNote: string;
  readonly reason: InternalReason | null;
  readonly duplicateOf: string;
};
export const NOTHING_TYPED: TypedInDialogs = { forwardNote: '', internalNote: '', reason: null, duplicateOf: '' };

/** How the command of an open dialog stands. */
export type DialogState = {
  readonly isPending: boolean;
  /** Why the last attempt was refused. */
  readonly refusal: string | null;
  /** Why the command is no longer possible, though it was when the dialog was opened. */
  readonly blocked: string | null;
};

/** What the dialog of a header's command is given. */
export type CommandDialog = {
  readonly ticket: TicketView;
  readonly typed: TypedInDialogs;
  readonly onType: (change: Partial<TypedInDialogs>) => void;
  readonly state: DialogState;
  readonly onGive: (order: HeaderOrder) => void;
  readonly onClose: () => void;
};
