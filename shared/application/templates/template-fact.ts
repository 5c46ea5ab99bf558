import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { Template } from '../../domain/template/template.ts';
import { type Acting, deskFactOfChange } from '../administration/desk-fact.ts';
import type { ClockAndIds } from '../ports/platform.ts';

/** A template without what the desk writes down about it. */
type Written = Pick<Template, 'name' | 'searchCode' | 'language' | 'html' | 'categoryIds'>;

const contents = ({ name, searchCode, language, html, categoryIds }: Written) => ({
  name,
  searchCode,
  language,
  html,
  categoryIds,
});

/** The audit fact of a shared template. */
export const sharedTemplateFact = (
  clock: ClockAndIds,
  by: Acting,
  templateId: string,
  before: Written | undefined,
  after: Written | undefined,
): DeskFact =>
  deskFactOfChange(
    clock,
    by,
    { kind: 'template', id: templateId },
    before && contents(before),
    after && contents(after),
  );

/** Only shared templates have audit facts; an agent's own templates are private. */
export const templateFact = (
  clock: ClockAndIds,
  by: Acting,
  before: Template | undefined,
  after: Template | undefined,
): DeskFact | undefined => {
  const template = after ?? before;
  return template === undefined || template.ownerId !== undefined
    ? undefined
    : sharedTemplateFact(clock, by, template.templateId, before, after);
};
