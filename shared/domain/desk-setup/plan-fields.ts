import type { Category, WrittenError } from '../desk/category.ts';
import { changedField, checkField, FIELDS_LIMIT, type Field, tombstoneOf } from '../desk/field.ts';
import { knows } from './plan-categories.ts';
import type { SetupStep } from './setup-step.ts';
import { sameValue } from '../kernel/same-value.ts';
import type { SetupField } from './setup-document.ts';
import { setupFieldOf } from './setup-of.ts';

export type FieldSteps = { readonly steps: readonly SetupStep[]; readonly errors: readonly WrittenError[] };

const merged = (serviceId: string, before: Field | undefined, written: SetupField): Field => {
  if (before === undefined) return { ...setupFieldOf(written), serviceId, version: 1, deleted: false };
  const {
    type,
    names,
    placeholders,
    required,
    exposure,
    options,
    order,
    inquiryTypeIds,
    active,
    maxLength = null,
  } = written;
  const after = changedField(before, {
    type,
    names,
    placeholders,
    required,
    exposure,
    options,
    order,
    inquiryTypeIds,
    active,
    maxLength,
  });
  return sameValue(before, after) ? before : { ...after, version: before.version + 1 };
};

/**
 * Plans the fields. Fields that the document lacks stay or, with `prune`, are deleted. Changes that are not allowed, a
 * code that was used before and exceeded limits are errors.
 */
export const planFields = (
  serviceId: string,
  stored: readonly Field[],
  written: readonly SetupField[] | undefined,
  trees: readonly Category[],
  prune: boolean,
): FieldSteps => {
  if (written === undefined) return { steps: [], errors: [] };
  const known = knows(trees);
  const before = new Map(stored.map((each) => [each.code, each]));
  const named = new Set<string>();
  const steps: SetupStep[] = [];
  const errors: WrittenError[] = [];
  for (const [index, each] of written.entries()) {
    const refuse = (member: string, detail: string): void => {
      errors.push({ pointer: `#/document/fields/${index}/${member}`, detail });
    };
    const stood = before.get(each.code);
    const after = merged(serviceId, stood, each);
    if (named.has(each.code)) refuse('code', 'The document names it twice');
    named.add(each.code);
    if (stood?.deleted) refuse('code', 'A field of this code was deleted: its code is never used again');
    if (stood && stood.scope !== each.scope)
      refuse('scope', `The service has it for ${stood.scope}s, which never changes`);
    if (stood && stood.encrypted !== each.encrypted)
      refuse('encrypted', `The service has it ${stood.encrypted ? '' : 'not '}encrypted, which never changes`);
    const checked = checkField(after);
    if (!checked.ok && checked.error.code === 'field_not_valid')
      checked.error.errors.forEach(({ pointer, detail }) => {
        refuse(pointer.replace(/^#\//, ''), detail);
      });
    each.inquiryTypeIds.forEach((id, place) => {
      if (!known('inquiry_type', id)) refuse(`inquiryTypeIds/${place}`, 'There is no such inquiry type');
    });
    if (after !== stood) steps.push({ of: 'fields', ...(stood === undefined ? {} : { before: stood }), after });
  }
  const former = stored.filter(({ code, deleted }) => !deleted && !named.has(code));
  if (named.size + (prune ? 0 : former.length) > FIELDS_LIMIT)
    errors.push({ pointer: '#/document/fields', detail: `A service has at most ${FIELDS_LIMIT} fields` });
  return {
    steps: [
      ...steps,
      ...(prune ? former.map((field): SetupStep => ({ of: 'fields', before: field, after: tombstoneOf(field) })) : []),
    ],
    errors,
  };
};
