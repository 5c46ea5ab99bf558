import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventDocuments } from '../../../infra/generate/event-documents.ts';

it.each(eventDocuments().map(({ path, content }) => [path, content] as const))(
  '%s is what `npm run generate` writes',
  (path, content) => {
    expect(readFileSync(join(import.meta.dirname, '../../..', path), 'utf8')).toBe(content);
  },
);
