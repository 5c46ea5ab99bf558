/**
 * Makes HTML from outside safe to show and to mail (no scripts, styles that escape, forms, frames or foreign addresses
 * but http, https,
 * mailto, tel and `cid:` of images) and gives the same as plain text. An empty `text` means that nothing was said.
 */
export type RichText = { sanitize(html: string): { readonly html: string; readonly text: string } };
