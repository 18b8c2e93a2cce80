import { Controller, Get, Header, Param, Res } from '@nestjs/common'
import { Fault } from '@contactpoint/contracts'
import type { Response } from 'express'
import { createRequire } from 'node:module'
import { Open } from '../access/signed-in.guard.ts'
import { DocsService } from './docs.service.ts'
import { Describe } from './route.rules.ts'

const PAGE = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>ContactPoint API</title><link rel="stylesheet" href="/docs/swagger-ui.css" /></head>
  <body><div id="api"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body>
</html>`
const START = `window.onload = () => SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api' })`
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js']

@Controller()
@Open()
export class DocsController {
  constructor(private readonly docs: DocsService) {}

  @Get('openapi.json')
  @Describe({ summary: 'This description', status: 200 })
  openApi(): object {
    return this.docs.openApi()
  }

  @Get('docs')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Describe({ summary: 'This description, to read and try', status: 200 })
  page(): string {
    return PAGE
  }

  @Get('docs/:file')
  @Describe({ summary: 'Parts of the page', status: 200 })
  file(@Param('file') file: string, @Res() response: Response): void {
    if (file === 'start.js') return void response.type('text/javascript').send(START)
    if (!FILES.includes(file)) throw Fault.notFound()
    response.sendFile(createRequire(import.meta.url).resolve(`swagger-ui-dist/${file}`), { cacheControl: false })
  }
}
