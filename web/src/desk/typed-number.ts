/** The ticket number that was typed, with or without `#`; null when it is none. */
export const typedNumber = (typed: string): number | null => {
  const [, digits] = /^#?([1-9]\d{0,8})$/.exec(typed.trim()) ?? [];
  return digits === undefined ? null : Number(digits);
};
