import { detectPersonal } from '../../../../../shared/domain/masking/detect/detect-personal.ts';

/** What is detected in a text, as `kind:characters`. */
export const spansOf = (text: string, breaks?: readonly number[]): readonly string[] =>
  detectPersonal(text, breaks).map(({ kind, start, end }) => `${kind}:${text.slice(start, end)}`);
