import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** A screen at a desk, and one of 1280 by 1024 whose page is enlarged to 400 %: what a small phone shows, but lower (WCAG 1.4.10). */
const [DESK, ENLARGED] = [
  { width: 1280, height: 900 },
  { width: 320, height: 256 },
]

/** Texts and controls of which a part is beyond the screen, or behind the edge of what does not scroll. */
const CUT_OFF = `(() => {
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  const isWithin = ({ left, right }, edge) => left >= edge.left - 1 && right <= edge.right + 1
  const isCut = (box, element) => {
    for (let around = element; around && around !== document.body; around = around.parentElement) {
      const { overflowX } = getComputedStyle(around)
      if (overflowX === 'auto' || overflowX === 'scroll' || around.offsetWidth <= 1) return false
      if (overflowX !== 'visible' && !isWithin(box, around.getBoundingClientRect())) return true
    }
    return !isWithin(box, { left: 0, right: window.innerWidth })
  }
  const cut = [...document.querySelectorAll('input, select, textarea, button')]
    .filter((element) => isShown(element) && isCut(element.getBoundingClientRect(), element))
    .map((element) => element.name || element.innerText)
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const element = text.parentElement
    if (text.data.trim() === '' || element.closest('script, option, textarea') || !isShown(element)) continue
    const range = document.createRange()
    range.selectNodeContents(text)
    if ([...range.getClientRects()].some((box) => isCut(box, element))) cut.push(text.data.trim())
  }
  return cut
})()`

/** What is wrong with the page for somebody who reads it by other means, at any size: nothing of it moves sideways but what says so. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = []
  // A watermark is decoration, which may be faint (WCAG 1.4.3); lying over everything it would hide other text from the check.
  await page.evaluate("document.querySelector('.app-watermark')?.remove()")
  for (const screen of [ENLARGED, DESK]) {
    faults.push(...(await spillsOf(page, screen)))
    // No page has frames: only for those axe would open another page each time, which is two fifths of what it takes.
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG).setLegacyMode(true).analyze()
    faults.push(
      ...violations.map(({ id, nodes }) => `${screen.width}: ${id} ${nodes.map(({ html }) => html).join(' ')}`),
    )
  }
  return faults
}

/** What does not fit on the screen, which is left as the page's. */
export async function spillsOf(page: Page, screen = ENLARGED): Promise<string[]> {
  await page.setViewportSize(screen)
  const cut = await page.evaluate<string[]>(CUT_OFF)
  const isWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > window.innerWidth')
  return [
    ...cut.map((what) => `${screen.width}: ${page.url()} cuts off “${what}”`),
    ...(isWide ? [`${screen.width}: ${page.url()} is wider than the screen`] : []),
  ]
}

/** Controls that have no edge in the reader's own colours, which take every background and shadow away; a link has its line. */
const WITHOUT_EDGE = `[...document.querySelectorAll('input:not([type=hidden]), select, textarea, button')]
  .filter((element) => element.checkVisibility())
  .filter((element) => {
    const drawn = ['radio', 'checkbox'].includes(element.type) ? getComputedStyle(element.labels[0], '::before') : getComputedStyle(element)
    const isEdged = drawn.borderStyle !== 'none' && parseFloat(drawn.borderWidth) > 0
    return !isEdged && !drawn.textDecorationLine.includes('underline')
  })
  .map((element) => element.name || element.innerText)`

/** Which controls cannot be told from the page in the reader's own colours. */
export function withoutEdge(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(WITHOUT_EDGE)
}

/** Waits for what a page says, which comes after a form was sent. */
export async function shows(page: Page, text: string): Promise<void> {
  const isShown = page.locator('main').getByText(text).first().waitFor()
  await isShown.catch(async () => {
    throw new Error(`The page does not say "${text}", but: ${await page.locator('main').innerText()}`)
  })
}
