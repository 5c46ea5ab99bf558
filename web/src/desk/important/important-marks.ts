/** A list or an answer may lack what the agent marked so many milliseconds before it was asked for. */
const LAG = 10_000;

/** What the agent marked as important in this service, with what they decided in this browser and when. */
export type ImportantMarks = {
  readonly numbers: ReadonlySet<number>;
  readonly decided: ReadonlyMap<number, { readonly important: boolean; readonly at: number }>;
};

const marked = (numbers: ReadonlySet<number>, number: number, important: boolean): ReadonlySet<number> => {
  const next = new Set(numbers);
  if (important) next.add(number);
  else next.delete(number);
  return next;
};

/** The marks after the agent decided about a ticket at the time `at`, in milliseconds. */
export const afterDecision = (
  shown: ImportantMarks | undefined,
  number: number,
  important: boolean,
  at: number,
): ImportantMarks => ({
  numbers: marked(shown?.numbers ?? new Set(), number, important),
  decided: new Map(shown?.decided).set(number, { important, at }),
});

/** The marks after an answer of the API that was asked for at `askedAt`. What was decided since stays decided. */
export const afterMarksAnswer = (
  shown: ImportantMarks | undefined,
  answered: readonly number[],
  askedAt: number,
): ImportantMarks => {
  const recent = [...(shown?.decided ?? [])].filter(([, { at }]) => at > askedAt - LAG);
  return {
    numbers: recent.reduce<ReadonlySet<number>>(
      (numbers, [number, { important }]) => marked(numbers, number, important),
      new Set(answered),
    ),
    decided: new Map(recent),
  };
};
