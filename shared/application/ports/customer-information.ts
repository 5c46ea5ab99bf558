import type { Role } from '../../domain/desk/agent.ts';
import type { InformationReply } from '../../domain/customer-information/read-answer.ts';

/** The other side of Customer Information Integration. */
export type CustomerInformationApi = {
  /**
   * Asks once, within 5 seconds over all and 64 KB of answer; never throws for what the other side does. `key` signs.
   */
  ask(call: {
    readonly baseUrl: string;
    readonly variables: ReadonlyMap<string, string>;
    readonly key?: string;
  }): Promise<InformationReply>;
};

/** What of a ticket's fields may be sent out. */
export type FieldTexts = {
  /**
   * Values of these fields of a ticket, as far as the role may see them and they are not encrypted, by code, as texts.
   */
  plainTexts(
    place: { readonly serviceId: string; readonly number: number },
    role: Role,
    codes: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
};
