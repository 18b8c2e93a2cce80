export interface Address {
  /** One to three lines, house number first. */
  lines: string[]
  postcode: string
}
