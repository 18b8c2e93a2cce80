import { describe, expect, it } from '@jest/globals'
import { FileFault, readXmlRows, type XmlLayout, type XmlPart } from './index.ts'

const namespaces = { 'urn:list': '', 'urn:person': 'p' }
const layout: XmlLayout = { rowElement: 'List/One', footerElement: 'List/Count', namespaces }

async function read(file: string, given: XmlLayout = layout): Promise<XmlPart[]> {
  async function* once(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(file)
  }
  const parts: XmlPart[] = []
  for await (const part of readXmlRows(once(), given)) parts.push(part)
  return parts
}
const faultOf = (file: string, given?: XmlLayout): Promise<string> =>
  read(file, given).then(
    () => 'none',
    (error: unknown) => {
      if (!(error instanceof FileFault)) throw error
      return `${error.code}:${error.line}`
    },
  )
const list = (attributes: string, inner: string): string => `<List ${attributes}>\n${inner}<Count>1</Count></List>`

describe('a file with namespaces', () => {
  it.each([
    ['xmlns="urn:list" xmlns:p="urn:person"', '<One><p:Name>Ng</p:Name></One>'],
    ['xmlns:who="urn:person" xmlns="urn:list"', '<One><who:Name>Ng</who:Name></One>'],
  ])('has names by what its root declares, whatever it calls it: %s', async (attributes, inner) => {
    const [row, footer] = await read(list(attributes, inner))
    expect(row!.tree.children.map(({ name, text }) => [name, text])).toEqual([['p:Name', 'Ng']])
    expect([row!.kind, footer!.kind, footer!.tree.text]).toEqual(['row', 'footer', '1'])
  })

  it.each([
    ['none', 'xmlns="urn:list"', ''],
    ['none', 'xmlns="urn:list" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b"', ''],
    ['namespace-not-declared:1', '', ''],
    ['namespace-not-declared:1', 'xmlns:p="urn:person"', ''],
    ['namespace-not-declared:1', 'xmlns="urn:person"', ''],
    ['namespace-not-declared:2', 'xmlns="urn:list"', '<One><p:Name/></One>'],
    ['namespace-not-declared:2', 'xmlns="urn:list"', '<One><xmlns:Name/></One>'],
    ['attribute-not-allowed:1', 'xmlns="urn:list" xmlns:q="urn:other"', ''],
    ['attribute-not-allowed:1', 'xmlns="urn:list" version="1"', ''],
    ['attribute-not-allowed:1', 'xmlns="urn:list" p:version="1" xmlns:p="urn:person"', ''],
    ['attribute-not-allowed:2', 'xmlns="urn:list"', '<One xmlns="urn:list"/>'],
    ['attribute-not-allowed:2', 'xmlns="urn:list"', '<One xmlns:p="urn:person"/>'],
    ['attribute-not-allowed:2', 'xmlns="urn:list"', '<One><A/></One><One a="1"/>'],
    ['not-well-formed:1', 'xmlns="urn:list" xmlns="urn:list"', ''],
  ])('is %s with %s and %s', async (fault, attributes, inner) => {
    expect(await faultOf(list(attributes, inner))).toBe(fault)
  })

  it('may have none where the layout names none', async () => {
    const plain = { rowElement: 'List/One', footerElement: 'List/Count' }
    expect(await faultOf(list('xmlns="urn:list"', ''), plain)).toBe('attribute-not-allowed:1')
    expect(await faultOf(list('', ''), plain)).toBe('none')
  })
})

describe('a footer', () => {
  const root = '<List xmlns="urn:list">'
  it.each([
    ['no-footer:1', `${root}<One/></List>`],
    ['unexpected-element:1', `${root}<Count/><One/></List>`],
    ['unexpected-element:1', `${root}<Count/><Count/></List>`],
    ['none', `${root}<Count/></List>`],
  ])('is %s in %s', async (fault, file) => {
    expect(await faultOf(file)).toBe(fault)
  })
})
