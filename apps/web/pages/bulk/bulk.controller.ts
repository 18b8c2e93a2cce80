import { Body, Controller, Get, Post, Req } from '@nestjs/common'
import { api, ProblemError } from '@contactpoint/client'
import type { Request } from 'express'
import { GatewayClient } from '../../gateway.client.ts'
import { rowErrors } from '../../layout/list-rows.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { listError, WRONG_ROW } from './bulk.rules.ts'

/** The shields that an authority wants for many children at once, as a list. */
@For('shield-officer')
@Controller('shields/bulk')
export class BulkController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  form(@Session() session: WebSession): Page {
    return new Page('pages/bulk/bulk', { values: keptFor(session, '/shields/bulk') })
  }

  /** A file counts before what was pasted. */
  @Post()
  async place(@Req() request: Request, @Body() form: { list?: string }, @Who() person: SignedIn): Promise<Page | GoTo> {
    const list = request.file?.buffer.toString('utf8') ?? form.list ?? ''
    const wrong = request.isFileTooLong ? 'The list is too long: 64 KB at the most' : list.trim() ? '' : NO_LIST
    if (wrong) return again(form.list ?? '', { errors: [{ field: 'file', text: wrong }] })
    try {
      const came = await this.gateway.as(person).send(api.shields.placeMany, {} as never, bytesOf(list))
      return new Page('pages/bulk/placed', came)
    } catch (error) {
      if (!(error instanceof ProblemError) || !['invalid-request', 'too-large'].includes(error.code)) throw error
      const rows = rowErrors(error.places, list, WRONG_ROW)
      const inRows = rows.map(({ line, text }) => ({ field: `line-${line}`, text: `Line ${line}: ${text}` }))
      const errors = rows.length > 0 ? inRows : [{ field: 'list', text: listError(error.places) }]
      return again(list, { errors, rows })
    }
  }
}

const NO_LIST = 'Choose a file, or paste the list'

async function* bytesOf(list: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(list)
}

function again(list: string, shows: object): Page {
  return new Page('pages/bulk/bulk', { values: { list }, ...shows }, 400)
}
