import type * as z from 'zod';
import type { ShownLayout } from '../application/administration/mail-layouts.ts';
import type { mailLayoutDto } from '../contracts/http/mail-settings.ts';

/** A mail layout as the API shows it. */
export const toMailLayoutDto = ({
  kind,
  language,
  version,
  subject,
  html,
  text,
  editedBy,
  editedAt,
}: ShownLayout): z.input<typeof mailLayoutDto> => ({
  kind,
  language,
  version,
  builtIn: version === 0,
  subject: subject ?? null,
  html,
  text,
  editedBy: editedBy ?? null,
  editedAt: editedAt ?? null,
});
