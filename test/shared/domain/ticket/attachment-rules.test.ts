import {
  FILE_BYTES,
  MAILED_BYTES,
  refusedFile,
  tooLargeToMail,
} from '../../../../shared/domain/ticket/attachment-rules.ts';

const file = { name: 'plan.pdf', type: 'application/pdf', size: 1000 };

describe('a file', () => {
  it.each([
    ['of a usual type', file],
    ['of exactly 25 MB', { ...file, size: FILE_BYTES }],
    ['without an ending', { ...file, name: 'README' }],
    ['that is a page', { ...file, name: 'page.html', type: 'text/html' }],
    ['whose name only contains a refused ending', { ...file, name: 'setup.exe.txt', type: 'text/plain' }],
    ['named in Korean', { ...file, name: '견적서 최종.hwp', type: 'application/x-hwp' }],
  ])('%s may be uploaded', (_name, given) => {
    expect(refusedFile(given)).toBeUndefined();
  });

  it.each([
    ['a program by its ending', { ...file, name: 'setup.exe' }, 'type'],
    ['a program by its ending in capitals', { ...file, name: 'SETUP.EXE' }, 'type'],
    ['a script behind a harmless ending', { ...file, name: 'invoice.pdf.js' }, 'type'],
    ['a name that ends in dots and spaces, which Windows takes away', { ...file, name: 'setup.exe . .' }, 'type'],
    ['a program by its type', { ...file, name: 'x', type: 'application/X-MSDownload' }, 'type'],
    ['nothing', { ...file, size: 0 }, 'empty'],
    ['one byte more than 25 MB', { ...file, size: FILE_BYTES + 1 }, 'too_large'],
  ] as const)('that is %s is refused', (_name, given, because) => {
    expect(refusedFile(given)).toEqual({ code: 'file_refused', name: given.name, because, limitBytes: FILE_BYTES });
  });
});

describe('files of a mail', () => {
  it('may be 7 MB together', () => {
    expect(tooLargeToMail([{ size: MAILED_BYTES - 1 }, { size: 1 }])).toBeUndefined();
  });
  it('not a byte more', () => {
    expect(tooLargeToMail([{ size: MAILED_BYTES }, { size: 1 }])).toEqual({
      code: 'files_too_large_to_mail',
      bytes: MAILED_BYTES + 1,
      limitBytes: MAILED_BYTES,
    });
  });
});
