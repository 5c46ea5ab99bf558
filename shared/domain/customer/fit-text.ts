/** At most so many UTF-16 units, never half a character. */
export const fitText = (text: string, limit: number): string => text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');
