/** Bytes as people read them: at most three digits, one decimal below ten. */
export const sizeWords = (bytes: number): { readonly unit: 'bytes' | 'kb' | 'mb'; readonly count: number } => {
  const rounded = (value: number): number => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
  if (bytes < 1000) return { unit: 'bytes', count: bytes };
  if (bytes < 1_000_000) return { unit: 'kb', count: rounded(bytes / 1000) };
  return { unit: 'mb', count: rounded(bytes / 1_000_000) };
};
