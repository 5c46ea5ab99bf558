import type { CommandInput } from '../../shared/application/tickets/change-ticket.ts';
import type { WrittenText } from '../../shared/application/tickets/sanitize-text.ts';

type Body = {
  readonly html: string;
  readonly uploadIds?: readonly string[] | undefined;
  readonly draftVersion?: number | undefined;
  readonly seenEntryId?: string | undefined;
};

/** What a command takes from the body that brings its text. */
export const writtenText = ({
  html,
  uploadIds,
  draftVersion,
  seenEntryId,
}: Body): WrittenText & Pick<CommandInput, 'uploadIds' | 'draftVersion'> => ({
  html,
  ...(uploadIds === undefined ? {} : { uploadIds }),
  ...(draftVersion === undefined ? {} : { draftVersion }),
  ...(seenEntryId === undefined ? {} : { seenEntryId }),
});
