/** Whether something that is dragged over the page has files. */
export const hasFiles = ({ types }: Pick<DataTransfer, 'types'>): boolean => types.includes('Files');

/**
 * The files that were pasted or dropped. Spreadsheets and word processors put a picture of what was copied beside it:
 * with words in the HTML, the words are meant.
 */
export const filesIn = (data: DataTransfer): readonly File[] => {
  const files = [...data.files];
  if (files.length === 0) return files;
  const { textContent } = new DOMParser().parseFromString(data.getData('text/html'), 'text/html').body;
  return textContent.trim() === '' ? files : [];
};
