import { expect, it } from '@jest/globals'
import { watermark } from './watermark.rules.ts'

it('a watermark is a picture of its words, whatever they are', () => {
  const [kind, code] = watermark('a <b> & c').split(',')
  expect(kind).toBe('data:image/svg+xml;base64')
  expect(Buffer.from(code!, 'base64').toString()).toContain('>a &lt;b> &amp; c</text>')
})

it('a watermark has room for all of its words, time last, however long a user name is', () => {
  const text = `${'n'.repeat(60)} · 29 Nov 2026, 07:26`
  const picture = Buffer.from(watermark(text).split(',')[1]!, 'base64').toString()
  const [, width, height] = /<pattern id="p" width="(\d+)" height="(\d+)"/.exec(picture)!.map(Number)
  const [long, angle] = [text.length * 11, (20 * Math.PI) / 180]
  expect(width).toBeGreaterThan(long * Math.cos(angle))
  expect(height).toBeGreaterThan(long * Math.sin(angle))
})
