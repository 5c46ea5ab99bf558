const patterns = new Map<string, RegExp>();

/** `*` stands for any text, `?` for one character. */
export const matches = (pattern: string, text: string): boolean => {
  if (pattern === '*' || pattern === text) return true;
  if (!/[*?]/.test(pattern)) return false;
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = RegExp(
      `^${pattern
        .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
      's',
    );
    patterns.set(pattern, compiled);
  }
  return compiled.test(text);
};
