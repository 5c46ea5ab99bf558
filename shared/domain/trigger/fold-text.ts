/**
 * A text as conditions compare it: NFC, without differences of case in any script. By way of capitals ß and SS become
 * the same word; both small sigmas are one letter.
 */
export const foldText = (text: string): string =>
  /^[\0-\x7f]*$/.test(text)
    ? text.toLowerCase()
    : text.normalize('NFC').toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
