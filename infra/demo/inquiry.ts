/** A believable conversation: what the customer writes, what agents note and answer, what the customer writes back. */
export type Inquiry = {
  readonly group: 'delivery' | 'billing' | 'technical';
  readonly title: string;
  /** Plain text of the customer's mail. */
  readonly text: string;
  readonly comment: string;
  /** HTML of the interim answer (Pending). */
  readonly interim: string;
  /** HTML of the answer (Resolve). */
  readonly answer: string;
  readonly reply: string;
};
