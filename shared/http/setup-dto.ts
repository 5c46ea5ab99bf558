import type * as z from 'zod';
import type { Imported } from '../application/desk-setup/import-setup.ts';
import type { importSetup, wholeSetupDto } from '../contracts/http/desk-setup.ts';
import type { WholeSetup } from '../domain/desk-setup/setup-document.ts';

/** Characters of a text in a difference: two long ones of each of 300 templates would be no answer. */
export const SHOWN_TEXT = 1000;

const shown = (value: unknown): unknown =>
  typeof value === 'string' && value.length > SHOWN_TEXT ? `${value.slice(0, SHOWN_TEXT).toWellFormed()}…` : value;

export const toSetupDifferenceDto = ({
  changes,
  ...counts
}: Imported): z.input<typeof importSetup.response.schema> => ({
  ...counts,
  changes: changes.map(({ members, ...change }) => ({
    ...change,
    members: members.map(({ name, before, after }) => ({ name, before: shown(before), after: shown(after) })),
  })),
});

/** The document as JSON has it: lists that can be written to, which the contract's types are. */
export const toSetupDto = (setup: WholeSetup): z.input<typeof wholeSetupDto> =>
  setup as unknown as z.input<typeof wholeSetupDto>;
