/** One answer as it leaves, before it is MIME. */
export type AnswerMail = {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name?: string; readonly address: string };
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
};

/** A References field holds at most so many: the first, by which readers find the thread, and the newest. */
export const REFERENCES_LIMIT = 20;

export const boundReferences = (ids: readonly string[]): readonly string[] => {
  const each = ids.filter((id, index) => ids.lastIndexOf(id) === index);
  return each.length <= REFERENCES_LIMIT ? each : [each[0]!, ...each.slice(each.length - REFERENCES_LIMIT + 1)];
};
