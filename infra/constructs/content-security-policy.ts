export type ContentSources = {
  readonly liveUrl: string;
  readonly issuer: string;
  readonly signInUrl: string;
  readonly attachmentsOrigin: string;
};

/** What the console's page may load and call: itself, the live API, the sign-in and the attachments. */
export const contentSecurityPolicy = ({ liveUrl, issuer, signInUrl, attachmentsOrigin }: ContentSources): string =>
  Object.entries({
    'default-src': "'none'",
    'script-src': "'self'",
    // Mantine and the editor write style elements and attributes; scripts may not.
    'style-src': "'self' 'unsafe-inline'",
    'font-src': "'self' data:",
    // Pictures of other servers are loaded only when an agent asks for those of a message.
    'img-src': `'self' data: blob: https: ${attachmentsOrigin}`,
    // A path that ends with a slash stands for all below it.
    'connect-src': `'self' ${liveUrl} ${issuer}/ ${signInUrl} ${attachmentsOrigin}`,
    'manifest-src': "'self'",
    'frame-src': "'none'",
    'frame-ancestors': "'none'",
    'form-action': "'self'",
    'base-uri': "'none'",
    'object-src': "'none'",
  })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
