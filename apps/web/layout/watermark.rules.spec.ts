import { expect, it } from '@jest/globals'
import { watermark } from './watermark.rules.ts'

it('a watermark is a picture of its words, whatever they are', () => {
  const [kind, code] = watermark('a <b> & c').split(',')
  expect(kind).toBe('data:image/svg+xml;base64')
  expect(Buffer.from(code!, 'base64').toString()).toContain('>a &lt;b> &amp; c</text>')
})
