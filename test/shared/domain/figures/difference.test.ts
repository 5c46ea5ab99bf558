import fc from 'fast-check';
import { difference, sumChanges } from '../../../../shared/domain/figures/difference.ts';
import type { FigureCell } from '../../../../shared/domain/figures/figure-cells.ts';

const cell = (scope: string, span: string, figure: FigureCell['figure']): FigureCell => ({ scope, span, figure });
const cells = fc.uniqueArray(
  fc.record({
    scope: fc.constantFrom('all', 'mina', 'jun'),
    span: fc.constantFrom('now', '2026-11-22'),
    figure: fc.constantFrom('processing' as const, 'resolved' as const),
  }),
  { selector: (each) => JSON.stringify(each) },
);
const sorted = (changes: ReturnType<typeof sumChanges>) =>
  [...changes].sort((a, b) => `${a.span} ${a.scope}`.localeCompare(`${b.span} ${b.scope}`));

describe('difference', () => {
  it('moves a ticket from one figure to another', () => {
    const before = [
      cell('all', '2026-11-22', 'created'),
      cell('all', 'now', 'unassigned'),
      cell('all', '2026-11-22', 'unassignedToday'),
    ];
    const after = [
      cell('all', '2026-11-22', 'created'),
      cell('all', 'now', 'processing'),
      cell('mina', 'now', 'processing'),
    ];
    expect(sorted(difference(before, after))).toEqual([
      { scope: 'all', span: '2026-11-22', by: { unassignedToday: -1 } },
      { scope: 'all', span: 'now', by: { unassigned: -1, processing: 1 } },
      { scope: 'mina', span: 'now', by: { processing: 1 } },
    ]);
  });

  it('is empty when a ticket counts as it did', () => {
    fc.assert(
      fc.property(cells, (same) => {
        expect(difference(same, [...same].reverse())).toEqual([]);
      }),
    );
  });

  it('there and back is nothing', () => {
    fc.assert(
      fc.property(cells, cells, (before, after) => {
        expect(sumChanges([...difference(before, after), ...difference(after, before)])).toEqual([]);
      }),
    );
  });

  it('in two steps is the same as in one', () => {
    fc.assert(
      fc.property(cells, cells, cells, (first, second, third) => {
        expect(sorted(sumChanges([...difference(first, second), ...difference(second, third)]))).toEqual(
          sorted(difference(first, third)),
        );
      }),
    );
  });
});
