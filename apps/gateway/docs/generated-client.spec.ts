import { allRoutes } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import ts from 'typescript'
import { openApi } from './openapi.rules.ts'

/** What somebody writes who has nothing of ours but the description. */
const program = (reach: string) => `import type { operations } from './api.ts'

type Disclosed = operations['childrenDisclose']['responses'][200]['content']['application/json']

export function postcodeOf(disclosed: Disclosed): string | undefined {
  ${reach}
}
`

async function faultsOf(reach: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'contactpoint-types-'))
  try {
    const types = await openapiTS(structuredClone(openApi(allRoutes())) as OpenAPI3)
    await writeFile(join(folder, 'api.ts'), astToString(types))
    await writeFile(join(folder, 'program.ts'), program(reach))
    const made = ts.createProgram([join(folder, 'program.ts')], {
      strict: true,
      noEmit: true,
      types: [],
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      allowImportingTsExtensions: true,
    })
    return ts.getPreEmitDiagnostics(made).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

describe('a client that is generated from the description', () => {
  it('reaches the address of a child who is not shielded, and asks first whether it is', async () => {
    expect(await faultsOf('return disclosed.shielded ? undefined : disclosed.child.address?.postcode')).toEqual([])
    expect(await faultsOf('return disclosed.child.address?.postcode')).toEqual([
      expect.stringContaining("Property 'address' does not exist"),
    ])
    expect(await faultsOf('return disclosed.shielded ? undefined : disclosed.child.address.postcode')).toEqual([
      expect.stringContaining('possibly'),
    ])
  }, 60_000)
})
