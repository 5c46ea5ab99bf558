import type { FieldOption } from '../../shared/domain/desk/field.ts';
import type { Language } from '../../shared/domain/ticket/ticket.ts';
import { given } from '../ticket-commands/given.ts';

type WrittenOption = {
  readonly code: string;
  readonly names: Readonly<Partial<Record<Language, string | undefined>>>;
  readonly active: boolean;
};

/** Options of a field as a request names them. */
export const givenOptions = (options: readonly WrittenOption[]): readonly FieldOption[] =>
  options.map(({ names, ...option }) => ({ ...option, names: given(names) }));
