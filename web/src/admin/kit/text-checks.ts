import { CONTENT } from '../../../../shared/domain/mail/mail-layout.ts';
import { countIn, unknownVariables } from '../../../../shared/domain/template/placeholders.ts';
import { VARIABLE_NAMES } from '../../../../shared/domain/template/variables.ts';

/** The names of variables in a text that don't exist, each once. */
export const unknownIn = (text: string, withContent = false): readonly string[] => [
  ...new Set(
    unknownVariables(text, withContent ? [...VARIABLE_NAMES, CONTENT] : VARIABLE_NAMES).map(({ name }) => name),
  ),
];

/** What is wrong with the place of the answer in a layout. */
export const contentFault = (html: string): 'none' | 'many' | 'inTag' | null => {
  const { inText, inTags } = countIn(html, CONTENT);
  if (inText + inTags === 0) return 'none';
  if (inText + inTags > 1) return 'many';
  return inTags > 0 ? 'inTag' : null;
};
