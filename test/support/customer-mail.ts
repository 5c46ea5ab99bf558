import { setTimeout as pause } from 'node:timers/promises';
import nodemailer from 'nodemailer';

type Mail = Parameters<ReturnType<typeof nodemailer.createTransport>['sendMail']>[0];

/** A customer's mail program: real SMTP to the desk. Resolves once the server has taken the mail. */
export const sendAsCustomer = async (smtpPort: number, mail: Mail): Promise<{ readonly messageId: string }> => {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: smtpPort,
    secure: false,
    ignoreTLS: true,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 20_000,
  });
  try {
    const { messageId } = await transport.sendMail(mail);
    return { messageId };
  } finally {
    transport.close();
  }
};

/**
 * A customer's mail server: tries until the mail is taken, also while the desk is down. A mail has an id, so that one
 * which was taken though nobody heard it is the same one again.
 */
export const sendUntilTaken = async (smtpPort: number, mail: Mail & { readonly messageId: string }): Promise<void> => {
  for (;;) {
    try {
      await sendAsCustomer(smtpPort, mail);
      return;
    } catch {
      await pause(250);
    }
  }
};

/** One red pixel. */
export const RED_PIXEL_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
  'base64',
);
