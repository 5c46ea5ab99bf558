import type { InternalReason } from '../../shared/domain/ticket/internal-reason.ts';
import type { Customer, Language, Priority } from '../../shared/domain/ticket/ticket.ts';
import type { DemoFile } from './demo-files.ts';

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

type ByAgent = { readonly at: Date; /** An e-mail address. */ readonly agent: string };

/** One thing that somebody does to a demo ticket, at a time in the past. */
export type Step =
  | {
      readonly kind: 'mail';
      readonly at: Date;
      readonly from: { readonly name: string; readonly email: string };
      readonly subject: string;
      readonly text: string;
      /** For a mail that is more than text. */
      readonly html?: string;
      /** An image that its HTML shows by `cid:`. */
      readonly picture?: { readonly name: string; readonly contentId: string; readonly bytes: Buffer };
      /** Attached. */ readonly files?: readonly DemoFile[];
      readonly reply: boolean;
      /** SES's verdict. */ readonly isSpam?: boolean;
    }
  | (ByAgent & {
      readonly kind: 'create';
      readonly title: string;
      readonly html: string;
      readonly language: Language;
      readonly customer: Customer;
      readonly priority: Priority;
      readonly tags: readonly string[];
      readonly inquiryTypeId?: string;
    })
  | (ByAgent & { readonly kind: 'keep'; readonly groupId?: string })
  | (ByAgent & { readonly kind: 'forward'; readonly groupId: string; readonly html: string })
  | (ByAgent & {
      readonly kind: 'edit';
      readonly edit: {
        readonly inquiryTypeId?: string;
        readonly processingTypeId?: string;
        readonly priority?: Priority;
        readonly tags?: readonly string[];
      };
    })
  | (ByAgent & {
      readonly kind: 'comment' | 'pend' | 'resolve';
      readonly html: string;
      readonly files?: readonly DemoFile[];
    })
  | (ByAgent & { readonly kind: 'resolve_internally'; readonly reason: InternalReason; readonly html?: string })
  | (ByAgent & { readonly kind: 'complete' })
  /** As important, for themselves. */
  | (ByAgent & { readonly kind: 'mark' })
  /** By the desk itself. */
  | { readonly kind: 'auto_complete'; readonly at: Date };

/** The life of one demo ticket so far. */
export type Story = { readonly serviceId: 'care' | 'engineering'; readonly steps: readonly Step[] };
