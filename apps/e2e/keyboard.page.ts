import { expect } from '@jest/globals'
import type { Page } from 'playwright-core'
import { shows } from './reading.page.ts'

/** What has the focus, and whether that is seen. */
interface Focused {
  /** Null: the page itself. */
  name: string | null
  /** Names of all choices of its group, of a radio button. */
  choices: string[]
  isSeen: boolean
}

const FOCUSED = `(() => {
  const element = document.activeElement
  const tidy = (text) => (text ?? '').replaceAll(/\\s+/g, ' ').trim()
  const nameOf = (one) => tidy(one.labels?.[0]?.innerText ?? one.getAttribute('aria-label') ?? one.innerText)
  if (!element || element === document.body) return { name: null, choices: [], isSeen: true }
  const isChoice = ['radio', 'checkbox'].includes(element.type)
  const drawn = isChoice ? getComputedStyle(element.labels[0], '::before') : getComputedStyle(element)
  const hasOutline = drawn.outlineStyle === 'auto' || (drawn.outlineStyle !== 'none' && parseFloat(drawn.outlineWidth) >= 2)
  const { top, bottom, height } = element.getBoundingClientRect()
  return {
    name: nameOf(element),
    choices: element.type === 'radio' ? [...document.getElementsByName(element.name)].map(nameOf) : [],
    isSeen: (hasOutline || drawn.boxShadow !== 'none') && height > 0 && bottom > 0 && top < window.innerHeight,
  }
})()`

/** No page has more stops than anybody would make. */
const MOST_STOPS = 80

/** Somebody who has nothing but keys, and sees at each stop where they are. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Goes to what has this name and types. */
  async fill(name: string, text: string): Promise<void> {
    await this.to(name)
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.type(text)
  }

  /** Goes to a choice and takes it: by arrows within its group. */
  async choose(name: string): Promise<void> {
    const { name: first, choices } = await this.to(name)
    const steps = (choices.indexOf(name) - choices.indexOf(first ?? '') + choices.length) % (choices.length || 1)
    for (let step = 0; step < steps; step++) await this.page.keyboard.press('ArrowDown')
    expect((await this.here()).name).toBe(name)
    await this.page.keyboard.press('Space')
  }

  /** Goes to a button or a link, and follows it to the page that comes. */
  async press(name: string): Promise<void> {
    await this.to(name)
    await Promise.all([this.page.waitForEvent('load'), this.page.keyboard.press('Enter')])
  }

  /** Every stop of the page once, by name. */
  async stops(): Promise<string[]> {
    const names: string[] = []
    for (let at = await this.next(); names.length < MOST_STOPS; at = await this.next()) {
      if (at.name === null) break
      names.push(at.name)
    }
    return names
  }

  private async to(name: string): Promise<Focused> {
    const passed: (string | null)[] = []
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      const at = await this.next()
      if (at.name === name || at.choices.includes(name)) return at
      passed.push(at.name)
    }
    throw new Error(`No key leads to “${name}”, but to: ${passed.join(' | ')}`)
  }

  private async next(): Promise<Focused> {
    await this.page.keyboard.press('Tab')
    return this.here()
  }

  private async here(): Promise<Focused> {
    const at = await this.page.evaluate<Focused>(FOCUSED)
    expect([this.page.url(), at]).toEqual([this.page.url(), { ...at, isSeen: true }])
    return at
  }
}

/** Takes a decision by its key, and says how that is known when the page asks. @param notYet looks whether anything is done before */
export async function decideByKey(page: Page, key: string, notYet?: () => Promise<void>): Promise<void> {
  const press = async (): Promise<void> => {
    for (const one of [key, 'Enter']) await page.keyboard.press(one)
  }
  await press()
  await shows(page, 'Select how you know')
  await notYet?.()
  await page.getByLabel('The school confirms it').check()
  await page.locator('h1').click()
  await press()
}
