import { SendRawEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import type { Mailer } from '../../application/ports/mails.ts';

/** SES errors that are final: the same mail would be refused again. */
const REFUSALS = new Set([
  'MessageRejected',
  'MailFromDomainNotVerifiedException',
  'MailFromDomainNotVerified',
  'InvalidParameterValue',
  'InvalidParameterValueException',
]);
/** SES errors for its limits, rate and quota of 24 hours alike: the message says which. */
const THROTTLES =
  /^(?:Throttling|ThrottlingException|TooManyRequests|TooManyRequestsException|LimitExceeded|LimitExceededException|RequestLimitExceeded)$/;
/** SES errors for sending that an operator, or AWS, has paused. */
const PAUSES = /^(?:AccountSendingPaused|ConfigurationSetSendingPaused)(?:Exception)?$/;
/** "Daily message quota exceeded", and how support and older answers call it. */
const QUOTA = /\bdaily\b.*\bquota\b/i;
/** 4xx errors that don't tell whether the mail was accepted. */
const UNKNOWN = /Time(?:d)?out/i;

type Failure = { readonly name: string; readonly message: string; readonly status: number | undefined };

const failureOf = (cause: unknown): Failure => {
  const error = cause as {
    readonly name?: unknown;
    readonly message?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  return {
    name: String(error.name ?? ''),
    message: String(error.message ?? ''),
    status: error.$metadata?.httpStatusCode,
  };
};

const limitOf = (name: string, message: string) => {
  if (PAUSES.test(name)) return 'sending_paused';
  if (THROTTLES.test(name)) return QUOTA.test(message) ? 'daily_quota' : 'sending_rate';
  return undefined;
};

/**
 * Sends with SES's SendRawEmail. For a mail that must leave once the client must not retry (`maxAttempts: 1`): a second
 * call after a lost response would send a second mail. Errors are sorted by what they say about the mail; a time-out, a
 * broken connection or a 5xx leaves it open and is thrown.
 */
export const sesMailer = ({
  client,
  configurationSet,
}: {
  readonly client: SESClient;
  /** SES tells of the mail by it; without one it tells nothing. */
  readonly configurationSet?: string;
}): Mailer => ({
  async send({ raw, from, to, tags }) {
    try {
      const { MessageId } = await client.send(
        new SendRawEmailCommand({
          RawMessage: { Data: raw },
          Source: from,
          Destinations: [...to],
          ...(configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet }),
          Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      if (MessageId === undefined || MessageId === '') throw new Error('SES answered without a message id');
      return { kind: 'accepted', sesMessageId: MessageId };
    } catch (cause) {
      const { name, message, status } = failureOf(cause);
      if (REFUSALS.has(name)) return { kind: 'refused', reason: `${name}: ${message}`.slice(0, 500) };
      const held = limitOf(name, message);
      if (held !== undefined && status !== 500)
        return { kind: 'held', by: held, reason: `${name}: ${message}`.slice(0, 500) };
      // Any other 4xx (a missing grant or configuration set) means that SES did not accept the mail.
      const isAnswered = status !== undefined && status >= 400 && status < 500 && !UNKNOWN.test(name);
      if (name === 'ServiceUnavailable' || isAnswered)
        return { kind: 'busy', reason: `${name}: ${message}`.slice(0, 500) };
      throw cause;
    }
  },
});
