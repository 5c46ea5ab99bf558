import type { SelectionRefusal } from './mask-entry.ts';

/** Why something of an entry was not masked, shown or removed. */
export type MaskRefusal =
  | SelectionRefusal
  | { readonly code: 'entry_not_found'; readonly entryId: string }
  /** The masks are others than those that the caller saw: offsets may mean another text by now. */
  | { readonly code: 'entry_changed'; readonly expected: number; readonly actual: number }
  | { readonly code: 'mask_not_found'; readonly maskId: string }
  | { readonly code: 'unmask_not_allowed' }
  | { readonly code: 'attachment_not_found'; readonly attachmentId: string };
