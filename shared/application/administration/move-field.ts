import { inOrder, moved, type Field, type FieldRefusal } from '../../domain/desk/field.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { FieldChange } from '../ports/desk-settings.ts';
import type { Backoff } from '../ports/platform.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import type { FieldDeps } from './create-field.ts';
import { deskFactOfChange, type Administering } from './desk-fact.ts';

export type MoveFieldInput = Administering & {
  readonly code: string;
  /** The field of the same scope that it is to stand before; null: behind the last. */
  readonly before: string | null;
};

/** What one transaction of DynamoDB takes beside a fact: 100 rows, and 4 MB, of which some is left for other bytes. */
const ROWS = 99;
const BYTES = 3 * 1024 * 1024;

/** The changes in runs that each fit into one transaction. */
const runsOf = (changes: readonly FieldChange[]): readonly (readonly FieldChange[])[] => {
  const runs: FieldChange[][] = [];
  let bytes = 0;
  for (const change of changes) {
    const size = Buffer.byteLength(JSON.stringify(change.after));
    const run = runs.at(-1);
    if (run === undefined || run.length === ROWS || bytes + size > BYTES) {
      runs.push([change]);
      bytes = size;
    } else {
      run.push(change);
      bytes += size;
    }
  }
  return runs;
};

/**
 * Moves a field before another one of its scope, and numbers the scope anew where that changes something; gives the
 * whole scope in its order. Moves at once are done one after the other, so that none is lost. One transaction, unless
 * a hundred fields or very large ones change their positions: then several, after each of which every field has a
 * position.
 */
export const moveField =
  ({ definitions, clock, backoff }: Pick<FieldDeps, 'definitions' | 'clock'> & { readonly backoff: Backoff }) =>
  ({ code, before, ...by }: MoveFieldInput): Promise<Result<{ readonly fields: readonly Field[] }, FieldRefusal>> =>
    retryOnConflict<Result<{ readonly fields: readonly Field[] }, FieldRefusal>>(backoff, async () => {
      const known = (await definitions.list(by.serviceId)).filter(({ deleted }) => !deleted);
      const field = known.find((each) => each.code === code);
      if (field === undefined) return err({ code: 'field_not_found', field: code });
      const former = inOrder(known.filter(({ scope }) => scope === field.scope));
      if (before !== null && !former.some((each) => each.code === before))
        return err({ code: 'field_place_gone', field: before });
      const fields = moved(former, code, before);
      const byCode = new Map(former.map((each) => [each.code, each]));
      const changes = fields.flatMap((after) => {
        const stood = byCode.get(after.code)!;
        return stood.order === after.order ? [] : [{ before: stood, after }];
      });
      for (const run of runsOf(changes)) {
        // The log tells of the field that was moved; where only others of one position moved, of the first of them.
        const told = run.find((change) => change.after.code === code) ?? run[0]!;
        const fact = deskFactOfChange(clock, by, { kind: 'field', id: told.after.code }, told.before, told.after);
        if (!(await definitions.saveAll(run, fact))) return 'conflict';
      }
      return ok({ fields });
    });
