import { trimEnds } from '../kernel/plain-text.ts';

const LIMIT = 120;

/**
 * A file name as part of an object key: no path, control or reserved characters; at most 120 characters with the
 * extension kept.
 */
export const safeFileName = (name: string): string => {
  const whole = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const last = (whole.length <= LIMIT * 4 ? whole : whole.slice(0, LIMIT * 2) + whole.slice(-LIMIT))
    .normalize('NFC')
    .toWellFormed();
  const clean = trimEnds(last.replace(/[\p{C}\p{Zl}\p{Zp}<>:"|?*#%{}^~[\]`&$+,;=@\s]+/gu, '_'), '._');
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(clean)?.[0] ?? '';
  const stem = clean
    .slice(0, clean.length - ending.length)
    .slice(0, LIMIT - ending.length)
    .replace(/[\ud800-\udbff]$/, '');
  return `${stem}${ending}` || 'file';
};
