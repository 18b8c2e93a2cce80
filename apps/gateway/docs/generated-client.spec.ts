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

/** What the compiler finds in each of these programs. */
async function faultsOf(...reaches: string[]): Promise<string[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'contactpoint-types-'))
  try {
    const types = await openapiTS(structuredClone(openApi(allRoutes())) as OpenAPI3)
    await writeFile(join(folder, 'api.ts'), astToString(types))
    const files = reaches.map((_, i) => join(folder, `program-${i}.ts`))
    await Promise.all(files.map((file, i) => writeFile(file, program(reaches[i]!))))
    const made = ts.createProgram(files, {
      strict: true,
      noEmit: true,
      types: [],
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      allowImportingTsExtensions: true,
      skipDefaultLibCheck: true,
    })
    const faults = ts.getPreEmitDiagnostics(made)
    expect(faults.filter(({ file }) => !file || !files.includes(file.fileName))).toEqual([])
    return files.map((name) =>
      faults
        .filter(({ file }) => file?.fileName === name)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

describe('a client that is generated from the description', () => {
  it('reaches the address of a child who is not shielded, and asks first whether it is', async () => {
    const faults = await faultsOf(
      'return disclosed.shielded ? undefined : disclosed.child.address?.postcode',
      'return disclosed.child.address?.postcode',
      'return disclosed.shielded ? undefined : disclosed.child.address.postcode',
    )
    expect(faults).toEqual([
      [],
      [expect.stringContaining("Property 'address' does not exist")],
      [expect.stringContaining('possibly')],
    ])
  })
})
