/** `everything`: the command palette; `tickets`: only tickets, by number or title. */
export type PaletteMode = 'everything' | 'tickets';
/** What the palette was opened for: `number` is the ticket that a key would act on. */
export type OpenPalette = { readonly mode: PaletteMode; readonly number: number | null };

/** What can be chosen in the command palette. */
export type PaletteEntry = {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  /** What it is called in every language of the console, and whatever else it is found by. */
  readonly words: string;
  /** Stands behind the label: the number of tickets of a list, why a command is not possible. */
  readonly hint?: string | undefined;
  readonly keys?: readonly string[];
  /** Whether it is a command that is not possible now: choosing it explains why. */
  readonly isOff?: boolean;
  readonly run: () => void;
};

const plain = (text: string): string => text.normalize('NFC').toLowerCase();

/**
 * The entries that have all words of a query, in their order; those that begin with it come first. Korean is found
 * without its spaces, too.
 */
export const findEntries = (entries: readonly PaletteEntry[], query: string): readonly PaletteEntry[] => {
  const asked = plain(query).split(/\s+/).filter(Boolean);
  if (asked.length === 0) return entries;
  const found = entries.filter(({ label, words }) => {
    const text = plain(`${label} ${words}`);
    const closed = text.replaceAll(' ', '');
    return asked.every((word) => text.includes(word)) || closed.includes(asked.join(''));
  });
  const rank = ({ label, isOff }: PaletteEntry): number =>
    isOff === true ? 2 : plain(label).startsWith(asked.join(' ')) ? 0 : 1;
  return found.toSorted((one, other) => rank(one) - rank(other));
};

/** The ticket number that a query is; null when it is none. */
export const numberIn = (query: string): number | null => {
  const digits = /^#?(\d{1,15})$/.exec(query.trim())?.[1];
  const number = Number(digits ?? 0);
  return number < 1 ? null : number;
};

/** The entries in groups, in the order in which the groups come first. */
export const grouped = (
  entries: readonly PaletteEntry[],
): readonly { readonly group: string; readonly entries: readonly PaletteEntry[] }[] =>
  [...Map.groupBy(entries, ({ group }) => group)].map(([group, members]) => ({ group, entries: members }));
