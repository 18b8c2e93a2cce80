import { IsIn } from 'class-validator'
import { PROBLEMS_PAGE } from '../fault.ts'
import { resource, route } from './route.ts'

/** The parts that the page about the API is made of. */
export const DOCS_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js'] as const
export type DocsFileName = (typeof DOCS_FILES)[number]

export class DocsFile {
  @IsIn(DOCS_FILES)
  file!: DocsFileName
}

const shared = { method: 'GET', status: 200, open: true } as const

export const docs = resource('docs', 'What the API is.', {
  openApi: route({
    ...shared,
    path: '/openapi.json',
    summary: 'This description',
    description: 'OpenAPI 3.1 of every route, made from the same declarations that the gateway serves.',
  }),
  page: route({
    ...shared,
    path: '/docs',
    gives: 'text/html',
    summary: 'This description, to read and try',
    description: 'A page that reads `/openapi.json`.',
  }),
  problems: route({
    ...shared,
    path: PROBLEMS_PAGE,
    gives: 'text/html',
    summary: 'What each error code means and what to do',
    description: 'The `type` of a problem leads here.',
  }),
  file: route({
    ...shared,
    path: '/docs/{file}',
    question: DocsFile,
    gives: '*/*',
    summary: 'A part of the page',
    description: 'Styles and scripts.',
    example: { ask: { file: 'start.js' } },
  }),
})
