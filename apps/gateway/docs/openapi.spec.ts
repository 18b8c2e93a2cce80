import { allRoutes } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { Validator } from '@seriousme/openapi-schema-validator'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { openApi } from './openapi.rules.ts'

interface Media {
  schema: object
  example?: object
  examples?: Record<string, { value: object }>
}

interface Operation {
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { content?: Record<string, Media> }>
}

const description = openApi(allRoutes()) as { paths: Record<string, Record<string, Operation>> }

const media = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { requestBody, responses }]) =>
    [requestBody ?? {}, ...Object.values(responses)].flatMap(({ content = {} }) =>
      Object.values(content).flatMap(({ schema, example, examples = {} }) =>
        [example, ...Object.values(examples).map(({ value }) => value)]
          .filter((one) => one !== undefined)
          .map((one) => ({ where: `${method} ${path}`, schema, example: one })),
      ),
    ),
  ),
)

describe('the description of the API', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(description) as Record<string, unknown>)
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
  })

  it('has no fault that Redocly knows', async () => {
    const rules = {
      // Health takes nothing and counts nobody: there is nothing to refuse.
      'operation-4xx-response': 'off',
    } as const
    const config = await createConfig({ extends: ['recommended'], rules })
    const problems = await lintFromString({ source: JSON.stringify(description), config })
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([])
  })

  it('has no error that Spectral knows, of OpenAPI or of the OWASP list', async () => {
    const script = join(import.meta.dirname, '../../../libs/testing/bin/spectral.mjs')
    const { stdout } = spawnSync(process.execPath, [script], { input: JSON.stringify(description), encoding: 'utf8' })
    expect(JSON.parse(stdout)).toEqual([])
  })

  it('has examples that are of the form which it describes', () => {
    const ajv = addFormats.default(new Ajv2020.default({ strict: false }))
    ajv.addSchema({ $id: 'api', ...description })
    const wrong = media.flatMap(({ where, schema, example }) => {
      const text = JSON.stringify(schema).replaceAll('"#/', '"api#/')
      const isValid = ajv.validate(JSON.parse(text) as object, example)
      return isValid ? [] : [`${where}: ${ajv.errorsText()}`]
    })
    expect(wrong).toEqual([])
    expect(media.length).toBeGreaterThan(50)
  })
})
