import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { checkVariables, TEMPLATE_BYTES, type TemplateRefusal } from '../../domain/template/template.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { RichText } from '../ports/writing.ts';
import type { TooLarge } from '../tickets/sanitize-text.ts';

/**
 * What was written, safe to show. Variables are looked for in both: positions are those of what was sent, and making it
 * safe may join what was apart.
 */
export const takeTemplateHtml = (richText: RichText, written: string): Result<string, TemplateRefusal | TooLarge> => {
  const sent = checkVariables('html', written);
  if (!sent.ok) return sent;
  const { html, text } = richText.sanitize(written);
  if (text === '') return err({ code: 'text_required' });
  const safe = checkVariables('html', html);
  if (!safe.ok) return safe;
  return new TextEncoder().encode(html).length > TEMPLATE_BYTES
    ? err({ code: 'too_large', limitBytes: TEMPLATE_BYTES })
    : ok(html);
};

/** Each once; those that weren't there before must be processing categories that may still be chosen. */
export const takeCategories = async (
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
