import { brokenTexts } from '../../shared/contracts/http/broken-texts.ts';
import { setupDocumentSchema } from '../../shared/contracts/http/desk-setup.ts';
import type { SetupDocument } from '../../shared/domain/desk-setup/setup-document.ts';
import type { SetupChange } from '../../shared/domain/desk-setup/setup-step.ts';
import { OperatorError } from './deployed-desk.ts';

/** A set-up as somebody wrote it; throws an OperatorError that names every place where it is none. */
export const parseSetup = (path: string, text: string): SetupDocument => {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new OperatorError(`${path} is not JSON: ${cause instanceof Error ? cause.message : ''}`);
  }
  const broken = brokenTexts(document);
  const parsed = setupDocumentSchema.safeParse(document);
  if (parsed.success && broken.length === 0) return parsed.data as SetupDocument;
  throw new OperatorError(
    [
      `${path} is not a set-up:`,
      ...[...broken, ...(parsed.error?.issues ?? [])].map(({ path: at, message }) => `  /${at.join('/')}: ${message}`),
    ].join('\n'),
  );
};

const SIGNS = { added: '+', changed: '~', removed: '-' } as const;
/** Characters of a value in a line. */
const SHOWN = 100;

const shown = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
};

/** One change as an operator reads it: a line, and below it what was and what comes. */
export const linesOf = ({ section, id, action, members }: SetupChange): readonly string[] => [
  `${SIGNS[action]} ${section} ${id}`,
  ...(action === 'changed'
    ? members.map(({ name, before, after }) => `    ${name}: ${shown(before)} → ${shown(after)}`)
    : []),
];
