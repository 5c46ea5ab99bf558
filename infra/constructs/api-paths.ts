/** Path patterns of CloudFront that cover exactly the operations' first path parts: `/me` and `/services/*`. */
export const apiPathsOf = (operations: readonly { readonly path: string }[]): readonly string[] => {
  const patterns = operations.map(({ path }) => {
    const [, first = '', ...rest] = path.split('/');
    return rest.length > 0 ? `/${first}/*` : `/${first}`;
  });
  return [...new Set(patterns)].sort();
};
