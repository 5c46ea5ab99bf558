import { SendRawEmailCommand, type SESClient } from '@aws-sdk/client-ses';
import type { Mailer } from '../../application/ports/mails.ts';

/** SES errors that are final: the same mail would be refused again. */
const REFUSALS = new Set([
  'MessageRejected',
  'MailFromDomainNotVerifiedException',
  'MailFromDomainNotVerified',
  'AccountSendingPausedException',
  'ConfigurationSetSendingPausedException',
  'InvalidParameterValue',
  'InvalidParameterValueException',
]);
/** SES errors for rates and quotas: the mail was not accepted and can be sent later. */
const THROTTLES =
  /^(?:Throttling|ThrottlingException|TooManyRequests|TooManyRequestsException|LimitExceeded|LimitExceededException|RequestLimitExceeded|ServiceUnavailable)$/;
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

/**
 * Sends with SES's SendRawEmail. The client must not retry (`maxAttempts: 1`): a second call after a lost response
 * would send a second mail. Errors are sorted by what they say about the mail; a time-out, a broken connection or a 5xx
 * leaves it open and is thrown.
 */
export const sesMailer = ({
  client,
  configurationSet,
}: {
  readonly client: SESClient;
  readonly configurationSet: string;
}): Mailer => ({
  async send({ raw, from, to, tags }) {
    try {
      const { MessageId } = await client.send(
        new SendRawEmailCommand({
          RawMessage: { Data: raw },
          Source: from,
          Destinations: [...to],
          ConfigurationSetName: configurationSet,
          Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      if (MessageId === undefined || MessageId === '') throw new Error('SES answered without a message id');
      return { kind: 'accepted', sesMessageId: MessageId };
    } catch (cause) {
      const { name, message, status } = failureOf(cause);
      if (REFUSALS.has(name)) return { kind: 'refused', reason: `${name}: ${message}`.slice(0, 500) };
      // Any other 4xx (a missing grant or configuration set) means that SES did not accept the mail.
      const isAnswered = status !== undefined && status >= 400 && status < 500 && !UNKNOWN.test(name);
      if ((THROTTLES.test(name) && status !== 500) || isAnswered)
        return { kind: 'busy', reason: `${name}: ${message}`.slice(0, 500) };
      throw cause;
    }
  },
});
