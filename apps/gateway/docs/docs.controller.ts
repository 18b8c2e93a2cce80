import { Controller, StreamableFile } from '@nestjs/common'
import { allRoutes, api, DocsFile, type DocsFileName } from '@contactpoint/contracts'
import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { Asked, Serves } from '../access/route.pipe.ts'
import { openApi } from './openapi.rules.ts'
import { problemsPage } from './problems.rules.ts'

const PAGE = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>ContactPoint API</title><link rel="stylesheet" href="/docs/swagger-ui.css" /></head>
  <body><div id="api"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body>
</html>`
const START = `window.onload = () => SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api' })`
const TYPES: Record<DocsFileName, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'start.js': 'text/javascript; charset=utf-8',
}

@Controller()
export class DocsController {
  private description: object | null = null

  @Serves(api.docs.openApi)
  openApi(): object {
    return (this.description ??= openApi(allRoutes()))
  }

  @Serves(api.docs.page)
  page(): string {
    return PAGE
  }

  @Serves(api.docs.problems)
  problems(): string {
    return problemsPage()
  }

  @Serves(api.docs.file)
  file(@Asked() { file }: DocsFile): StreamableFile {
    if (file === 'start.js') return new StreamableFile(Buffer.from(START), { type: TYPES[file] })
    const path = createRequire(import.meta.url).resolve(`swagger-ui-dist/${file}`)
    return new StreamableFile(createReadStream(path), { type: TYPES[file] })
  }
}
