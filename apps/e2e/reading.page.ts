import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const WIDTHS = [1280, 320]

/** What is wrong with the page for somebody who reads it by other means, at any width: nothing of it moves sideways but what says so. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = []
  // A watermark is decoration, which may be faint (WCAG 1.4.3); lying over everything it would hide other text from the check.
  await page.evaluate("document.querySelector('.app-watermark')?.remove()")
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
    faults.push(...violations.map(({ id, nodes }) => `${width}: ${id} ${nodes.map(({ html }) => html).join(' ')}`))
    const isWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > window.innerWidth')
    if (isWide) faults.push(`${width}: ${page.url()} is wider than the screen`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  return faults
}

/** Waits for what a page says, which comes after a form was sent. */
export async function shows(page: Page, text: string): Promise<void> {
  await page.locator('main').getByText(text).first().waitFor()
}
