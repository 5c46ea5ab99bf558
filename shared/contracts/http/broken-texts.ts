import { isReservedName } from '../../domain/kernel/plain-text.ts';

export type BrokenText = { readonly path: readonly PropertyKey[]; readonly message: string };

/**
 * The most faults that one answer names, and the deepest level of a path. A fault that lies deeper is reported with the
 * path of its ancestor at that level.
 */
const SHOWN = 20;
const LEVELS = 32;

const NOT_WHOLE = 'Must be whole Unicode text: half of a surrogate pair stands alone';
const HAS_NUL = 'Must hold no NUL character';
const RESERVED = 'Is a reserved name';
const CONTROL_KEY = 'Must be a name without control characters';

const wrongText = (text: string): string | undefined =>
  !text.isWellFormed() ? NOT_WHOLE : text.includes('\0') ? HAS_NUL : undefined;
const wrongKey = (key: string): string | undefined =>
  wrongText(key) ??
  (isReservedName(key) ? RESERVED : /[\u0000-\u001f\u007f-\u009f]/.test(key) ? CONTROL_KEY : undefined);

/**
 * A place in the value, linked to the place that contains it. A stored path for every place would take memory that
 * grows with the square of the depth.
 */
type Place = { readonly value: unknown; readonly key: PropertyKey; readonly within: Place | undefined };

const pathOf = (place: Place): readonly PropertyKey[] => {
  const path: PropertyKey[] = [];
  for (let at: Place | undefined = place; at?.within !== undefined; at = at.within) path.push(at.key);
  return path.reverse().slice(0, LEVELS);
};

/**
 * Finds strings and member names in a JSON value that the desk cannot store: UTF-8 and DynamoDB cannot hold half of a
 * surrogate pair, and members such as `__proto__` or `constructor` get lost when an object is copied. It runs over the
 * whole request before any schema, so that no operation has to remember it. It takes linear time at any depth.
 */
export const brokenTexts = (root: unknown): readonly BrokenText[] => {
  const found: BrokenText[] = [];
  const open: Place[] = [{ value: root, key: '', within: undefined }];
  for (let place = open.pop(); place !== undefined && found.length < SHOWN; place = open.pop()) {
    const { value } = place;
    if (typeof value === 'string') {
      const message = wrongText(value);
      if (message !== undefined) found.push({ path: pathOf(place), message });
    } else if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index -= 1)
        open.push({ value: value[index] as unknown, key: index, within: place });
    } else if (typeof value === 'object' && value !== null) {
      for (const key of Object.keys(value).reverse()) {
        const inside: Place = { value: (value as Readonly<Record<string, unknown>>)[key], key, within: place };
        const message = wrongKey(key);
        if (message === undefined) open.push(inside);
        else found.push({ path: pathOf(inside), message });
      }
    }
  }
  return found.slice(0, SHOWN);
};
