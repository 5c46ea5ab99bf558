import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { triggersDocuments, withGeneratedParts } from '../../../infra/generate/triggers-document.ts';
import { FIELD_TYPES } from '../../../shared/domain/desk/field.ts';
import { ACTION_OUTCOMES } from '../../../shared/domain/trigger/automation.ts';
import { CONDITION_FIELDS } from '../../../shared/domain/trigger/condition-fields.ts';
import {
  CONDITION_TYPES,
  OPERATORS_BY_TYPE,
  type ConditionType,
  type OperatorRow,
} from '../../../shared/domain/trigger/operators-table.ts';
import { TRIGGER_EVENTS } from '../../../shared/domain/trigger/trigger.ts';

const [{ path, content }] = triggersDocuments() as [{ path: string; content: string }];
const sectionOf = (type: ConditionType): string => content.split(`**\`${type}\`.**`)[1]!.split('\n\n**')[0]!;
const rowsOf = (text: string): readonly (readonly string[])[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| |\s*\|$/g, '')));

describe('the page of triggers', () => {
  it('is what is committed', () => {
    expect(readFileSync(join(import.meta.dirname, '../../..', path), 'utf8')).toBe(content);
  });

  it.each(CONDITION_TYPES)('has a row for each operator of %s, with what a missing value means', (type) => {
    const rows = Object.entries<OperatorRow>(OPERATORS_BY_TYPE[type] as Record<string, OperatorRow>);
    const words = { met: 'met', not_met: 'not met', fact: 'makes no difference' };
    expect(rowsOf(sectionOf(type).split('<!-- end')[0]!).map(([operator, , , missing]) => [operator, missing])).toEqual(
      rows.map(([operator, { missing }]) => [`\`${operator}\``, words[missing]]),
    );
  });

  it('has a row for each field, each type of own fields, each event and each outcome of an action', () => {
    const first = rowsOf(content).map(([cell]) => cell);
    for (const name of [...Object.keys(CONDITION_FIELDS), ...FIELD_TYPES, ...TRIGGER_EVENTS, ...ACTION_OUTCOMES])
      expect(first).toContain(`\`${name}\``);
  });

  it('keeps what is written by hand, and says where a part has no place', () => {
    expect(withGeneratedParts(content.replace('# Triggers', '# All about triggers'))).toContain('# All about triggers');
    expect(withGeneratedParts(content.replace('`starts_with`', 'stale'))).toBe(content);
    expect(() => withGeneratedParts('# Triggers')).toThrow(/has no place for limits/);
  });
});
