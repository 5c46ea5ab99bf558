import { changedNames, type DeskFact } from '../../domain/desk/desk-facts.ts';
import type { Template } from '../../domain/template/template.ts';
import { newDeskFact, type Administering } from '../administration/desk-fact.ts';
import type { ClockAndIds } from '../ports/platform.ts';

const contents = ({ name, searchCode, language, html, categoryIds }: Template) => ({
  name,
  searchCode,
  language,
  html,
  categoryIds,
});

/** Only shared templates have audit facts; an agent's own templates are private. */
export const templateFact = (
  clock: ClockAndIds,
  by: Administering,
  before: Template | undefined,
  after: Template | undefined,
): DeskFact | undefined => {
  const template = after ?? before;
  if (template === undefined || template.ownerId !== undefined) return undefined;
  const subject = { kind: 'template', id: template.templateId } as const;
  if (after === undefined) return newDeskFact(clock, by, subject, 'removed', []);
  return newDeskFact(
    clock,
    by,
    subject,
    before === undefined ? 'created' : 'changed',
    changedNames(before && contents(before), contents(after)),
  );
};
