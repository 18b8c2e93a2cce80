/** A drawing as an address that a page may have for a picture. @param svg text */
export function pictureOf(svg: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}
