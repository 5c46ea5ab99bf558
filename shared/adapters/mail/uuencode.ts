import type { MailFile } from '../../domain/mail/parsed-mail.ts';

const BLOCK = /^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n((?:[\x20-\x60]{1,90}\r?\n)*?)(?:[`\x20]\r?\n)?end\b/gm;

const decodeLine = (line: string): Buffer => {
  const length = (line.charCodeAt(0) - 32) & 63;
  const out = Buffer.alloc(Math.ceil(line.length / 4) * 3 + 3);
  let size = 0;
  for (let at = 1; at < line.length; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((step) => ((line.charCodeAt(at + step) || 32) - 32) & 63);
    out[size] = (a << 2) | (b >> 4);
    out[size + 1] = ((b & 15) << 4) | (c >> 2);
    out[size + 2] = ((c & 3) << 6) | d;
    size += 3;
  }
  return out.subarray(0, Math.min(length, size));
};

/** Files that are uuencoded in a text. The text itself is not changed. */
export const readUuencoded = (text: string): readonly MailFile[] =>
  !text.includes('begin ')
    ? []
    : [...text.matchAll(BLOCK)].map(([, name = '', body = '']) => ({
        name: name.trim(),
        type: 'application/octet-stream',
        bytes: Buffer.concat(
          body
            .split(/\r?\n/)
            .filter((line) => line !== '')
            .map(decodeLine),
        ),
      }));
