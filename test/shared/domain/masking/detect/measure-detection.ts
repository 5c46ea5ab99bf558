import { detectPersonal } from '../../../../../shared/domain/masking/detect/detect-personal.ts';
import {
  PERSONAL_KINDS,
  type PersonalKind,
  type PersonalSpan,
} from '../../../../../shared/domain/masking/detect/personal-span.ts';
import type { LabelledText } from './labelled-texts.ts';

/**
 * `found` and `right`: spans that were detected, and those of them that are labelled with the same kind, start and end.
 */
export type DetectionFigures = {
  readonly kind: PersonalKind | 'all';
  readonly labelled: number;
  readonly found: number;
  readonly right: number;
  readonly recall: number;
  readonly precision: number;
};

export type Mistake = { readonly text: string; readonly missed: readonly string[]; readonly wrong: readonly string[] };

const same =
  (a: PersonalSpan) =>
  (b: PersonalSpan): boolean =>
    a.kind === b.kind && a.start === b.start && a.end === b.end;
const show =
  (text: string) =>
  ({ kind, start, end }: PersonalSpan): string =>
    `${kind}:${text.slice(start, end)}`;

/** Runs the detection over labelled texts. A span counts only with its kind and both ends right. */
export const measureDetection = (
  texts: readonly LabelledText[],
): { readonly figures: readonly DetectionFigures[]; readonly mistakes: readonly Mistake[] } => {
  const runs = texts.map(({ text, spans }) => ({ text, spans, found: detectPersonal(text) }));
  const figures = [...PERSONAL_KINDS, 'all' as const].map((kind) => {
    const of = (spans: readonly PersonalSpan[]) => spans.filter((span) => kind === 'all' || span.kind === kind);
    const labelled = runs.reduce((n, { spans }) => n + of(spans).length, 0);
    const found = runs.reduce((n, run) => n + of(run.found).length, 0);
    const right = runs.reduce((n, run) => n + of(run.found).filter((span) => run.spans.some(same(span))).length, 0);
    return {
      kind,
      labelled,
      found,
      right,
      recall: labelled === 0 ? 1 : right / labelled,
      precision: found === 0 ? 1 : right / found,
    };
  });
  const mistakes = runs
    .map(({ text, spans, found }) => ({
      text,
      missed: spans.filter((span) => !found.some(same(span))).map(show(text)),
      wrong: found.filter((span) => !spans.some(same(span))).map(show(text)),
    }))
    .filter(({ missed, wrong }) => missed.length + wrong.length > 0);
  return { figures, mistakes };
};
