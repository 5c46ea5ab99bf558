import {
  DescribeActiveReceiptRuleSetCommand,
  SetActiveReceiptRuleSetCommand,
  type SESClient,
} from '@aws-sdk/client-ses';
import type { ActiveRuleSet } from '../../application/ports/mails.ts';

/** The active receipt rule set of the client's account and region. */
export const sesActiveRuleSet = ({ client }: { readonly client: SESClient }): ActiveRuleSet => ({
  async find() {
    const { Metadata } = await client.send(new DescribeActiveReceiptRuleSetCommand({}));
    return Metadata?.Name;
  },
  async activate(name) {
    await client.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: name }));
  },
  async clear() {
    await client.send(new SetActiveReceiptRuleSetCommand({}));
  },
});
