import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIELD_TYPES } from '../../shared/domain/desk/field.ts';
import { ACTION_HTML_BYTES, CAP_LIMIT, NOTICE_TEXT_LENGTH } from '../../shared/domain/trigger/check-trigger.ts';
import { CONDITION_TEXT_LENGTH, PATTERN_LENGTH } from '../../shared/domain/trigger/check-conditions.ts';
import {
  CONDITION_FIELDS,
  tellsChanges,
  TYPES_OF_OWN_FIELDS,
  type ConditionField,
  type NamedBy,
} from '../../shared/domain/trigger/condition-fields.ts';
import type { ConditionOperator } from '../../shared/domain/trigger/operators.ts';
import {
  CONDITION_TYPES,
  OPERATORS_BY_TYPE,
  VALUE_FORMS,
  type ConditionType,
  type OperatorRow,
} from '../../shared/domain/trigger/operators-table.ts';
import { HOLIDAY_COUNTRIES } from '../../shared/domain/trigger/public-holidays.ts';
import {
  ACTIONS_LIMIT,
  CHAIN_DEPTH,
  CONDITION_DEPTH,
  CONDITION_VALUES_LIMIT,
  CONDITIONS_LIMIT,
  FAILURES_LIMIT,
  HOURS_LIMIT,
  TRIGGER_NAME_LENGTH,
  TRIGGERS_LIMIT,
} from '../../shared/domain/trigger/trigger.ts';
import type { GeneratedFile } from './event-documents.ts';

const PATH = 'docs/triggers.md';

const TYPE_WORDS = {
  text: 'A text',
  texts: 'Several texts: addresses, numbers, names of files. Each is looked at',
  labels: 'A set of words',
  choice: 'One of a set of options, or an id',
  choices: 'A set of options',
  category: 'A category of a tree',
  yes_no: 'Yes or no',
  number: 'A number',
  day: 'A day',
  time: 'A time',
  day_period: 'From one day to another, both included',
  time_period: 'From one time to another, both included',
} as const satisfies Record<ConditionType, string>;

const NAMES_WORDS = {
  agent: 'agents',
  group: 'groups',
  inquiry_type: 'inquiry types',
  processing_type: 'processing types',
} as const satisfies Record<NamedBy, string>;

/** How a missing value counts. */
const missingWords = ({ missing }: OperatorRow): string =>
  ({ met: 'met', not_met: 'not met', fact: 'makes no difference' })[missing];

const negationWords = ({ negates }: OperatorRow): string =>
  negates === undefined ? '' : ` (exactly when \`${negates}\` is not)`;

const operatorRows = (type: ConditionType): readonly string[] =>
  (Object.entries(OPERATORS_BY_TYPE[type]) as [ConditionOperator, OperatorRow][]).map(
    ([operator, row]) =>
      `| \`${operator}\` | ${VALUE_FORMS[row.form]} | ${row.means}${negationWords(row)} | ${missingWords(row)} |`,
  );

const operators = (): string =>
  CONDITION_TYPES.map(
    (type) => `**\`${type}\`.** ${TYPE_WORDS[type]}.

| operator | value | met by a value that is there, when | a missing value |
|---|---|---|---|
${operatorRows(type).join('\n')}`,
  ).join('\n\n');

const valuesOf = ({ options, names }: ConditionField): string => {
  if (names !== undefined) return `ids of ${NAMES_WORDS[names]}`;
  return options === undefined ? '' : options.map((option) => `\`${option}\``).join(', ');
};

const fields = (): string =>
  `| field | what it is | type | \`changed\` | values |
|---|---|---|---|---|
${Object.entries<ConditionField>(CONDITION_FIELDS)
  .map(
    ([name, field]) =>
      `| \`${name}\` | ${field.says} | \`${field.type}\` | ${tellsChanges(field) ? 'yes' : '–'} | ${valuesOf(field)} |`,
  )
  .join('\n')}`;

const ownFields = (): string =>
  `| field of type | is asked as |
|---|---|
${FIELD_TYPES.map((type) => {
  const asked = TYPES_OF_OWN_FIELDS[type];
  return `| \`${type}\` | ${asked === undefined ? 'nothing: it has no value' : `\`${asked}\`${type === 'file' ? ': the names of its files' : ''}`} |`;
}).join('\n')}`;

const limits = (): string =>
  `| what | at most |
|---|---|
| triggers of a service | ${TRIGGERS_LIMIT} |
| characters of a name | ${TRIGGER_NAME_LENGTH} |
| groups in groups, the outermost counts | ${CONDITION_DEPTH} |
| conditions of a trigger, over all groups | ${CONDITIONS_LIMIT} |
| values of one condition | ${CONDITION_VALUES_LIMIT} |
| characters of a text in a condition | ${CONDITION_TEXT_LENGTH} |
| characters of a pattern | ${PATTERN_LENGTH} |
| actions of a trigger | ${ACTIONS_LIMIT} |
| bytes of the HTML of a comment or a mail | ${ACTION_HTML_BYTES} |
| characters of a messenger notice | ${NOTICE_TEXT_LENGTH} |
| open tickets that an assignment's cap can name | ${CAP_LIMIT} |
| hours of a time trigger | ${HOURS_LIMIT} |
| links of a chain | ${CHAIN_DEPTH} |
| failures in a row until a trigger is stopped | ${FAILURES_LIMIT} |`;

/** What stands between the marks of the page, by their names. */
const PARTS: Readonly<Record<string, () => string>> = {
  limits,
  fields,
  'own fields': ownFields,
  operators,
  'holiday countries': () => `Countries: ${HOLIDAY_COUNTRIES.map((country) => `\`${country}\``).join(', ')}.`,
};

/** The page with its generated parts written anew. Throws when the page lacks the place of a part. */
export const withGeneratedParts = (page: string): string =>
  Object.entries(PARTS).reduce((text, [name, part]) => {
    const [begin, end] = [`<!-- generated: ${name} -->\n`, `\n<!-- end: ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`${PATH} has no place for ${name}`);
    return `${text.slice(0, from + begin.length)}\n${part()}\n${text.slice(to)}`;
  }, page);

/** The parts of docs/triggers.md that follow from tables; the rest of the page is written by hand. */
export const triggersDocuments = (): readonly GeneratedFile[] => [
  { path: PATH, content: withGeneratedParts(readFileSync(join(import.meta.dirname, '../..', PATH), 'utf8')) },
];
