import { createTransport } from 'nodemailer';
import type { BounceCause } from './ses-events.ts';

/** How a mail server took a mail: an SMTP answer, a refusal for good, or (thrown) a failure worth another try. */
export type DeliveryOutcome =
  { readonly taken: true; readonly response: string } | { readonly taken: false; readonly cause: BounceCause };

export type Envelope = { readonly from: string; readonly to: readonly string[] };

/** Gives a mail to the SMTP server at `url` (smtp://user:password@host:port), bytes unchanged. */
export const deliverMail = async (url: string, envelope: Envelope, raw: Buffer): Promise<DeliveryOutcome> => {
  const transport = createTransport(url);
  try {
    const sent = await transport.sendMail({ envelope: { from: envelope.from, to: [...envelope.to] }, raw });
    return { taken: true, response: sent.response };
  } catch (fault) {
    const { responseCode, response } = fault as { readonly responseCode?: number; readonly response?: string };
    if (responseCode === undefined || responseCode < 500) throw fault;
    return {
      taken: false,
      cause: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        status: /\b5\.\d+\.\d+\b/.exec(response ?? '')?.[0] ?? '5.0.0',
        diagnosticCode: `smtp; ${response ?? String(responseCode)}`,
      },
    };
  } finally {
    transport.close();
  }
};
