/** A file of a form. */
export type FormFile = { readonly name: string; readonly mimeType: string; readonly bytes: Buffer };

/** The first file of a `multipart/form-data` body; undefined when there is none under the name `file`. */
export const fileOf = (body: Buffer, contentType: string): FormFile | undefined => {
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  // A line break before the body makes its first boundary like the others.
  const text = `\r\n${body.toString('latin1')}`;
  for (const part of text.split(`\r\n--${boundary}`).slice(1)) {
    const end = part.indexOf('\r\n\r\n');
    const head = Buffer.from(part.slice(0, end), 'latin1').toString('utf8');
    if (end === -1 || !/\bname="file"/.test(head)) continue;
    const name = /\bfilename="([^"]*)"/.exec(head)?.[1];
    if (name === undefined) continue;
    return {
      name: name.replaceAll('%22', '"'),
      mimeType: /^content-type: *(\S+)/im.exec(head)?.[1] ?? 'application/octet-stream',
      bytes: Buffer.from(part.slice(end + 4), 'latin1'),
    };
  }
  return undefined;
};
