import type { Buckets, Functions, Log, Topics } from '../kernel.ts';
import { type Received, receiptObject, receivedMailObject, stampReceived } from './receipt-event.ts';
import type { ReceiptAction, ReceiptRule, ReceiptRules } from './receipt-rules.ts';

export type ReceivingHosts = {
  readonly buckets: Buckets;
  readonly functions: Functions;
  readonly topics: Topics;
  /** Throws unless the resource's own policy lets SES, acting for the rule, do this. */
  readonly allow: (action: string, resourceArn: string, ruleArn: string) => void;
  readonly log: Log;
};

type Step = 'continue' | 'stop_rule' | 'stop_all';

/**
 * Runs every matching rule's actions in order. What an action answered for is on the disk; a failure throws, so that
 * the sender tries again.
 */
export const runReceiptRules = async (
  rules: ReceiptRules,
  hosts: ReceivingHosts,
  received: Received,
): Promise<void> => {
  const stored = stampReceived(received);
  const mail = receivedMailObject(received, stored);
  for (const rule of rules.rules) {
    const recipients = received.recipients.filter((recipient) => rule.matches(recipient));
    if (recipients.length === 0) continue;
    let step: Step = 'continue';
    for (const action of rule.actions) {
      step = await run(hosts, { rule, action, received, stored, mail, recipients });
      if (step !== 'continue') break;
    }
    if (step === 'stop_all') return;
  }
};

type Occasion = {
  readonly rule: ReceiptRule;
  readonly action: ReceiptAction;
  readonly received: Received;
  readonly stored: Buffer;
  readonly mail: Readonly<Record<string, unknown>>;
  readonly recipients: readonly string[];
};

const run = async (hosts: ReceivingHosts, occasion: Occasion): Promise<Step> => {
  const { rule, action, received, stored, mail, recipients } = occasion;
  const receipt = (shown: Readonly<Record<string, unknown>>) => receiptObject(received, recipients, rule.scan, shown);
  switch (action.kind) {
    case 'S3': {
      const objectKey = `${action.prefix}${received.id}`;
      hosts.allow('s3:PutObject', `arn:aws:s3:::${action.bucket}/${objectKey}`, rule.arn);
      await hosts.buckets.put(action.bucket, objectKey, stored, { 'content-type': 'application/octet-stream' });
      await notify(hosts, occasion, {
        type: 'S3',
        bucketName: action.bucket,
        objectKeyPrefix: action.prefix,
        objectKey,
        ...(action.topicArn === undefined ? {} : { topicArn: action.topicArn }),
      });
      return 'continue';
    }
    case 'Lambda': {
      hosts.allow('lambda:InvokeFunction', action.functionArn, rule.arn);
      const event = {
        Records: [
          {
            eventSource: 'aws:ses',
            eventVersion: '1.0',
            ses: {
              mail,
              receipt: receipt({
                type: 'Lambda',
                functionArn: action.functionArn,
                invocationType: action.invocationType,
              }),
            },
          },
        ],
      };
      await notify(hosts, occasion, {
        type: 'Lambda',
        functionArn: action.functionArn,
        invocationType: action.invocationType,
      });
      if (action.invocationType === 'RequestResponse')
        return dispositionOf(await hosts.functions.invoke(action.functionArn, event));
      await hosts.functions.invokeAsync(action.functionArn, event);
      return 'continue';
    }
    case 'SNS': {
      hosts.allow('sns:Publish', action.topicArn, rule.arn);
      const content = stored.toString(action.encoding === 'Base64' ? 'base64' : 'utf8');
      await hosts.topics.publish(
        action.topicArn,
        JSON.stringify({
          notificationType: 'Received',
          mail,
          receipt: receipt({ type: 'SNS', topicArn: action.topicArn, encoding: action.encoding.toUpperCase() }),
          content,
        }),
      );
      return 'continue';
    }
    case 'Stop':
      await notify(hosts, occasion, { type: 'Stop' });
      return 'stop_all';
  }
};

const dispositionOf = (result: { readonly payload: unknown; readonly functionError?: string }): Step => {
  if (result.functionError !== undefined)
    throw new Error(`The receipt rule's function failed: ${JSON.stringify(result.payload)}`);
  const disposition = (result.payload as { readonly disposition?: string } | null)?.disposition?.toLowerCase();
  return disposition === 'stop_rule' ? 'stop_rule' : disposition === 'stop_rule_set' ? 'stop_all' : 'continue';
};

/** Notifies the action's own topic, when it has one. */
const notify = async (
  hosts: ReceivingHosts,
  { rule, action, received, mail, recipients }: Occasion,
  shown: Readonly<Record<string, unknown>>,
) => {
  if (action.topicArn === undefined) return;
  hosts.allow('sns:Publish', action.topicArn, rule.arn);
  await hosts.topics.publish(
    action.topicArn,
    JSON.stringify({
      notificationType: 'Received',
      mail,
      receipt: receiptObject(received, recipients, rule.scan, shown),
    }),
  );
};
