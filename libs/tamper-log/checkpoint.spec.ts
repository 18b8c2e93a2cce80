import { describe, expect, it } from '@jest/globals'
import { aSigner, checkpointOf, fromHex, ORIGIN, someEntries, toHex } from './builders.ts'
import { LogFault, openCheckpoint, signCheckpoint, signNote } from './index.ts'
import { CT_ROOTS } from './known-answers.ts'

const root = fromHex(CT_ROOTS[8]!)
const inBase64 = Buffer.from(root).toString('base64')
const signer = aSigner()
const known = { origin: ORIGIN, verifiers: [signer.verifier] }

const codeOf = (act: () => unknown): string => {
  try {
    act()
    return 'none'
  } catch (error) {
    if (!(error instanceof LogFault)) throw error
    return `${error.code} ${error.subject}`
  }
}
const opening = (...lines: string[]): string =>
  codeOf(() => openCheckpoint(signNote(lines.map((line) => `${line}\n`).join(''), [signer]), known))

describe('a checkpoint', () => {
  it('is three lines, signed', () => {
    const note = signCheckpoint({ origin: ORIGIN, size: 8, root }, signer)
    expect(note.split('\n').slice(0, 4)).toEqual([ORIGIN, '8', inBase64, ''])
    expect(note.split('\n')[4]).toMatch(/^— contactpoint\.example\/audit [A-Za-z0-9+/]{91}=$/)
    const opened = openCheckpoint(note, known)
    expect(opened).toEqual({ origin: ORIGIN, size: 8, root, extensions: [], verifiedBy: [signer.verifier] })
  })

  it('reads as the example of the specification, whose key is not known', () => {
    const note =
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
      '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n'
    expect(codeOf(() => openCheckpoint(note, { ...known, origin: 'example.com/behind-the-sofa' }))).toBe(
      'unknown-key note',
    )
    const resigned = signNote(note.slice(0, note.indexOf('\n\n') + 1), [signer])
    const opened = openCheckpoint(resigned, { ...known, origin: 'example.com/behind-the-sofa' })
    expect([opened.size, toHex(opened.root).slice(0, 8)]).toEqual([20_852_163, '0ac5186a'])
  })

  it('is of the log that was asked for, or refused', () => {
    expect(opening('another.example/log', '8', inBase64)).toBe('wrong-origin checkpoint')
    expect(opening(`${ORIGIN}/`, '8', inBase64)).toBe('wrong-origin checkpoint')
    const foreign = checkpointOf(someEntries(3), 3, aSigner(2))
    expect(codeOf(() => openCheckpoint(foreign, known))).toBe('unknown-key note')
  })

  it('has its size in one way of writing', () => {
    for (const size of ['0', '1', '10', '9007199254740991']) expect(opening(ORIGIN, size, inBase64)).toBe('none')
    const others = ['00', '01', '+1', '-1', '1.0', '1e3', ' 1', '1 ', '0x1', '٣', '9007199254740992', '9'.repeat(400)]
    for (const size of others) expect([size, opening(ORIGIN, size, inBase64)]).toEqual([size, 'malformed checkpoint'])
  })

  it('has its root in one way of writing', () => {
    const others = [
      inBase64.replace('=', ''),
      `${inBase64}=`,
      ` ${inBase64}`,
      `${inBase64.slice(0, 42)}${String.fromCharCode(inBase64.charCodeAt(42) + 1)}=`,
      inBase64.replaceAll('/', '_').replaceAll('+', '-') + '!',
      Buffer.from(root.subarray(1)).toString('base64'),
      Buffer.alloc(33).toString('base64'),
      toHex(root),
    ]
    for (const other of others) expect([other, opening(ORIGIN, '8', other)]).toEqual([other, 'malformed checkpoint'])
  })

  it('may have more lines, which mean nothing, but no empty one', () => {
    const note = signNote(`${ORIGIN}\n8\n${inBase64}\nmore\nand more\n`, [signer])
    expect(openCheckpoint(note, known)).toMatchObject({ size: 8, extensions: ['more', 'and more'] })
    expect(opening(ORIGIN, '8', inBase64, '')).toBe('malformed checkpoint')
    expect(opening(ORIGIN, '8', inBase64, '', 'more')).toBe('malformed checkpoint')
    expect(opening(ORIGIN, '', '8', inBase64)).toBe('malformed checkpoint')
    expect(opening('', '8', inBase64)).toBe('malformed checkpoint')
    expect(opening(ORIGIN, '8')).toBe('malformed checkpoint')
    expect(opening(ORIGIN)).toBe('malformed checkpoint')
  })

  it('is not signed when it could not be read', () => {
    const sound = { origin: ORIGIN, size: 8, root }
    for (const size of [-1, 0.5, NaN, 2 ** 53]) {
      expect(codeOf(() => signCheckpoint({ ...sound, size }, signer))).toBe('malformed checkpoint')
    }
    expect(codeOf(() => signCheckpoint({ ...sound, origin: '' }, signer))).toBe('malformed checkpoint')
    expect(codeOf(() => signCheckpoint({ ...sound, origin: 'a\nb' }, signer))).toBe('malformed checkpoint')
    expect(codeOf(() => signCheckpoint({ ...sound, root: root.subarray(1) }, signer))).toBe('malformed checkpoint')
    expect(codeOf(() => signCheckpoint(sound))).toBe('malformed note')
  })
})
