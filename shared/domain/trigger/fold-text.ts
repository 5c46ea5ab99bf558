/**
 * A text as conditions compare it: NFC, without differences of case in any script. Capitals come first, since ß and SS
 * are the same word; both small sigmas are one letter.
 */
export const foldText = (text: string): string =>
  /^[\0-\x7f]*$/.test(text)
    ? text.toLowerCase()
    : text.normalize('NFC').toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
