/**
 * The regions in which SES receives mail: "Email receiving endpoints" in AWS General Reference,
 * https://docs.aws.amazon.com/general/latest/gr/ses.html, as of November 2026. SES sends from more: not among these are
 * ap-south-2, ap-southeast-5, ca-west-1, eu-central-2, me-central-1 and GovCloud.
 */
export const MAIL_REGIONS: readonly string[] = [
  'af-south-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-south-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'il-central-1',
  'me-south-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

/** Where SES takes what comes back: the value of a MAIL FROM domain's MX record. */
export const feedbackHost = (region: string): string => `feedback-smtp.${region}.amazonses.com`;
/** The domain in the envelope of a stage's mails: one of its own, so that SPF speaks for the stage and not for SES. */
export const mailFromDomain = (mailDomain: string): string => `bounces.${mailDomain}`;
