/** One answer to be sent, before it becomes MIME. */
export type AnswerMail = {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name?: string; readonly address: string };
  /** Further recipients, who see each other. */
  readonly also?: readonly string[];
  readonly replyTo: string;
  readonly subject: string;
  /** Message-IDs without angle brackets. */
  readonly inReplyTo?: string;
  readonly references: readonly string[];
  readonly html: string;
  readonly text: string;
  readonly files: readonly {
    readonly name: string;
    readonly type: string;
    readonly bytes: Uint8Array;
    readonly contentId?: string;
  }[];
  /** Value of the marker header: `serviceId/number/mailId`. */
  readonly marker: string;
  /** Nobody wrote it: programs that answer by themselves are told so, and don't. */
  readonly isAutomatic?: true;
};

/** Maximum ids in a References field: the first, by which mail programs find the thread, and the newest. */
export const REFERENCES_LIMIT = 20;

export const boundReferences = (ids: readonly string[]): readonly string[] => {
  const each = ids.filter((id, index) => ids.lastIndexOf(id) === index);
  return each.length <= REFERENCES_LIMIT ? each : [each[0]!, ...each.slice(each.length - REFERENCES_LIMIT + 1)];
};

/** Identifies one of the desk's mails in the marker header; ids only. */
export type MailMarker = { readonly serviceId: string; readonly number: number; readonly mailId: string };

export const markerOf = ({ serviceId, number, mailId }: MailMarker): string => `${serviceId}/${number}/${mailId}`;

export const readMarker = (value: string): MailMarker | undefined => {
  const found = /^([\w-]{1,64})\/(\d{1,9})\/(mail_\w{1,64})$/.exec(value.trim());
  return found ? { serviceId: found[1]!, number: Number(found[2]), mailId: found[3]! } : undefined;
};
