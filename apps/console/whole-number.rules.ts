import { Mistyped } from './mistyped.rules.ts'

/** Reads an option that is a whole number. @throws Mistyped that says which ones may be said */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (!/^\d+$/.test(text) || number < min || number > max)
      throw new Mistyped(`${text} is not a whole number from ${min} to ${max}.`)
    return number
  }
}
