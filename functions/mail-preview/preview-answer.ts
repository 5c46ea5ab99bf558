import { previewAnswer } from '../../shared/application/preview/preview-answer.ts';
import { previewAnswer as spec } from '../../shared/contracts/http/mails.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';

/** Bytes of MIME that are shown: Lambda limits an answer to 6 MB, and the whole text is in it besides. */
const SHOWN_MIME = 2 * 1024 * 1024;

export const createHandler = (deps: OperationDeps & Parameters<typeof previewAnswer>[0]): HttpHandler => {
  const preview = previewAnswer(deps);
  return operation(spec, deps, async ({ agent, params, body: { command, html, uploadIds }, correlationId }) => {
    const result = await preview({
      ...params,
      agent,
      correlationId,
      command,
      html,
      ...(uploadIds === undefined ? {} : { uploadIds }),
    });
    if (!result.ok) return result;
    const {
      answer: { subject, from, to, html: shown, text, files },
      raw,
      restricted,
    } = result.value;
    return ok({
      subject,
      from: { ...from },
      to: { name: to.name ?? null, address: to.address },
      html: shown,
      text,
      files: files.map(({ name, type, bytes }) => ({ name, type, size: bytes.length })),
      restricted: restricted.map((match) => ({ ...match })),
      mimeSize: raw.length,
      mime: raw.length > SHOWN_MIME ? null : new TextDecoder().decode(raw),
    });
  });
};
