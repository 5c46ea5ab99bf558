import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { checkVariables, TEMPLATE_BYTES, type TemplateRefusal } from '../../domain/template/template.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { Sanitize } from '../ports/writing.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';

/**
 * Sanitizes a template and checks its variables, before and after sanitizing: positions refer to the HTML as sent, and
 * sanitizing may join parts that were apart.
 */
export const sanitizeTemplateHtml = (
  sanitize: Sanitize,
  written: string,
): Result<string, TemplateRefusal | TooLarge> => {
  const sent = checkVariables('html', written);
  if (!sent.ok) return sent;
  const { html, text } = sanitize(written);
  if (text === '') return err({ code: 'text_required' });
  const safe = checkVariables('html', html);
  if (!safe.ok) return safe;
  return new TextEncoder().encode(html).length > TEMPLATE_BYTES
    ? err({ code: 'too_large', limitBytes: TEMPLATE_BYTES })
    : ok(html);
};

/** Checks category ids and removes duplicates; new ones must be active processing categories. */
export const checkTemplateCategories = async (
  directory: Pick<DeskDirectory, 'findCategory'>,
  serviceId: string,
  ids: readonly string[],
  before: readonly string[] = [],
): Promise<Result<readonly string[], TemplateRefusal>> => {
  const each = [...new Set(ids)];
  const fresh = each.filter((id) => !before.includes(id));
  const found = await Promise.all(fresh.map((id) => directory.findCategory(serviceId, 'processing_type', id)));
  const missing = fresh.find((_, index) => found[index]?.active !== true);
  return missing === undefined ? ok(each) : err({ code: 'template_category_not_found', id: missing });
};
