import { pictureOf } from './pictures.rules.ts'

/** How far apart the words are at least, in pixels; and how wide a sign of theirs may be. */
const [WIDTH, HEIGHT, SIGN] = [420, 240, 12]

/**
 * Who looks, and when, as a picture to lie over a page: a photograph of the screen says whose it was (AC-30). A picture, so that it is no text that
 * somebody hears or copies.
 */
export function watermark(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const [width, height] = [Math.max(WIDTH, text.length * SIGN), Math.max(HEIGHT, text.length * SIGN * 0.5)]
  const [x, y] = [width / 2, height / 2]
  const words = `<text x="${x}" y="${y}" text-anchor="middle" transform="rotate(-20 ${x} ${y})" font-family="Arial, sans-serif" font-weight="bold" font-size="17" fill="#0b0c0c" fill-opacity=".06">${escaped}</text>`
  const tile = `<pattern id="p" width="${width}" height="${height}" patternUnits="userSpaceOnUse">${words}</pattern>`
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="2520" height="1920"><defs>${tile}</defs><rect width="100%" height="100%" fill="url(#p)"/></svg>`
  return pictureOf(picture)
}
