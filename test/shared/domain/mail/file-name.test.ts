import { safeFileName } from '../../../../shared/domain/mail/file-name.ts';

describe('safeFileName', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\a.txt', 'a.txt'],
    ['견적서 (최종).pdf', '견적서_(최종).pdf'],
    ['a?b*c<d>.png', 'a_b_c_d_.png'],
    ['..', 'file'],
    ['', 'file'],
    [`${'x'.repeat(300)}.docx`, `${'x'.repeat(115)}.docx`],
    ['a\u0000\r\nb.txt', 'a_b.txt'],
    ['.htaccess', 'htaccess'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });
});
