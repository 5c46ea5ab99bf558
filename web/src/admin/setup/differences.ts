import type { importSetup } from '../../../../shared/contracts/http/desk-setup.ts';
import { SETUP_SECTIONS, type SetupSection } from '../../../../shared/domain/desk-setup/setup-document.ts';
import { TRIGGER_ORDER } from '../../../../shared/domain/desk-setup/setup-step.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';

export type Difference = OutputOf<typeof importSetup>;
export type Change = Difference['changes'][number];
export type Counts = { readonly added: number; readonly changed: number; readonly removed: number };

/** The changes of a part of the set-up, removals last, with how many there are of each kind. */
export type SectionChanges = {
  readonly section: SetupSection;
  readonly changes: readonly Change[];
  readonly counts: Counts;
};

const wordsOf = ({ members }: Change, side: 'before' | 'after'): number => {
  const words = members.find(({ name }) => name === 'words')?.[side];
  return Array.isArray(words) ? words.length : 0;
};

/** Of the restricted words, which are one change, the single words are counted. */
const countsOf = (changes: readonly Change[]): Counts => {
  const count = (action: Change['action']): number =>
    changes.filter((change) => change.section !== 'restrictedWords' && change.action === action).length;
  const words = changes.filter(({ section }) => section === 'restrictedWords');
  return {
    added: count('added') + words.reduce((sum, change) => sum + wordsOf(change, 'after'), 0),
    changed: count('changed'),
    removed: count('removed') + words.reduce((sum, change) => sum + wordsOf(change, 'before'), 0),
  };
};

export const totalOf = (sections: readonly Pick<SectionChanges, 'counts'>[]): Counts =>
  sections.reduce(
    (sum, { counts }) => ({
      added: sum.added + counts.added,
      changed: sum.changed + counts.changed,
      removed: sum.removed + counts.removed,
    }),
    { added: 0, changed: 0, removed: 0 },
  );

const RANK = { added: 0, changed: 1, removed: 2 } as const;

/** The changes by the part of the set-up that they are of; parts without any are left out. */
export const bySection = (changes: readonly Change[]): readonly SectionChanges[] =>
  SETUP_SECTIONS.map((section) => changes.filter((change) => change.section === section))
    .filter((own) => own.length > 0)
    .map((own) => ({
      section: own[0]!.section,
      changes: own.toSorted((a, b) => RANK[a.action] - RANK[b.action]),
      counts: countsOf(own),
    }));

/** How much of each part is taken away only because what the document doesn't have goes. */
export type Pruned = readonly { readonly section: SetupSection; readonly number: number }[];

const keyOf = ({ section, id }: Change): string => `${section} ${id}`;

/** What pruning takes away: the changes that the difference has with it and not without it. */
export const prunedBy = (without: readonly Change[], withPruning: readonly Change[]): Pruned => {
  const kept = new Set(without.map(keyOf));
  return SETUP_SECTIONS.flatMap((section) => {
    const own = withPruning.filter((change) => change.section === section);
    const number =
      section === 'restrictedWords'
        ? own.reduce((sum, change) => sum + wordsOf(change, 'before'), 0)
        : own.filter((change) => change.id !== TRIGGER_ORDER && !kept.has(keyOf(change))).length;
    return number === 0 ? [] : [{ section, number }];
  });
};
