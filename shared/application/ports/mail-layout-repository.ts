import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { LayoutKind, MailLayout } from '../../domain/mail/mail-layout.ts';

/** Layouts that administrators wrote; for what isn't there the built-in one stands. */
export type MailLayoutRepository = {
  /** All of a service: at most one a kind and language. Consistent. */
  list(serviceId: string): Promise<readonly MailLayout[]>;
  find(serviceId: string, kind: LayoutKind, language: string): Promise<MailLayout | undefined>;
  /**
   * Writes it with its fact if the stored one still has the version before (absent: must not exist). False when
   * somebody else was first.
   */
  save(layout: MailLayout, before: MailLayout | undefined, fact: DeskFact): Promise<boolean>;
  /** Deletes it with its fact if it still has this version. False when it has another or is gone. */
  remove(layout: MailLayout, fact: DeskFact): Promise<boolean>;
};
