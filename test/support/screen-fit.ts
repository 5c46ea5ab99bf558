import type { Locator, Page } from 'playwright-core';

/**
 * What does not fit the width of the page's window, one line for each element. What scrolls by itself may be wider, and
 * so may a line that ends in an ellipsis.
 */
export const tooWideOn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { width } = document.documentElement.getBoundingClientRect();
    const fits = (element: Element): boolean => {
      const { left, right } = element.getBoundingClientRect();
      return left >= -1 && right <= width + 1;
    };
    const isExcused = (element: Element): boolean => {
      for (let above = element.parentElement; above !== null && above !== document.body; above = above.parentElement) {
        const { overflowX, textOverflow, clipPath, webkitLineClamp } = getComputedStyle(above);
        const isOwn =
          ['auto', 'scroll'].includes(overflowX) || textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
        if ((isOwn || clipPath !== 'none') && fits(above)) return true;
      }
      return false;
    };
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0)
      .filter((element) => !fits(element) && !isExcused(element))
      .map((element) => {
        const { left, right } = element.getBoundingClientRect();
        return `${Math.round(left)}–${Math.round(right)} of ${width} px: ${element.outerHTML.slice(0, 160)}`;
      });
  });

/** Which of these can't be hit well by a finger: lower or narrower than 44 px. */
export const tooSmallOf = async (targets: Locator): Promise<readonly string[]> => {
  const small: string[] = [];
  for (const target of await targets.all()) {
    const box = await target.boundingBox();
    if (box === null || (box.width >= 43.5 && box.height >= 43.5)) continue;
    const name = (await target.getAttribute('aria-label')) ?? (await target.innerText());
    small.push(`${name}: ${box.width} × ${box.height}`);
  }
  return small;
};

/** The words of these buttons that are cut off. */
export const cutOffIn = (buttons: Locator): Promise<readonly string[]> =>
  buttons.evaluateAll((all) =>
    all
      .flatMap((button) => [...button.querySelectorAll('.mantine-Button-label')])
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ textContent }) => textContent),
  );
