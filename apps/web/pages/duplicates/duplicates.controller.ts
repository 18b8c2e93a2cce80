import { Body, Controller, Get, NotFoundException, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { MOST_DUPLICATES_LISTED, type DuplicateViewed } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { besideOf } from '../../layout/beside.rules.ts'
import { differencesIn } from '../../layout/differences.rules.ts'
import { isProblem, type FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { orRefused, type Step } from '../../layout/refused.rules.ts'
import { keptFor, newestWith } from '../../session/session.rules.ts'
import type { KeptState, SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import {
  DECIDED,
  followsSaying,
  FOUND,
  namesIn,
  namesWrong,
  NO_RECORDS,
  REFUSALS,
  saidIn,
  STATES,
  whoBothAre,
  type AnswerForm,
  type NamesForm,
} from './duplicates.rules.ts'

/** What has not the form of an id is no page. */
const ID = new ParseUUIDPipe({ errorHttpStatusCode: 404 })
const BACK = { href: '/duplicates', text: 'Go back to the duplicates' }

/** What is wrong with two records that somebody named. */
interface Wrong {
  errors: readonly FieldError[]
  status: number
  /** The pair of them that is decided, which can be taken back. */
  decidedId?: string | null
}

/**
 * Pairs of records of which a person must say whether they are of one child. That a pair was opened is kept, what it shows never is: whoever looks at
 * its page again asks again, which is recorded.
 */
@For('data-steward')
@Controller('duplicates')
export class DuplicatesController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  list(@Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    return this.listed(session, person, keptFor(session, '/duplicates'))
  }

  @Post()
  open(@Body('duplicateId', ID) duplicateId: string, @Session() session: WebSession): GoTo {
    session.pairs = newestWith(session.pairs, { id: duplicateId })
    return new GoTo(`/duplicates/${duplicateId}`)
  }

  /** Says that two records are of one child; nothing of either is shown. */
  @Post('names')
  async name(@Body() form: NamesForm, @Session() session: WebSession, @Who() person: SignedIn): Promise<Page | GoTo> {
    const values = namesIn(form)
    const again = (wrong: Wrong) => this.listed(session, person, values, wrong)
    const errors = namesWrong(values)
    if (errors.length > 0) return again({ errors, status: 400 })
    try {
      const { duplicateId, state } = await this.gateway.as(person).call(api.duplicates.name, values)
      if (state !== 'open') return again({ errors: [DECIDED[state]], status: 409, decidedId: duplicateId })
      return toAnswered(session, { id: duplicateId, state, at: Date.now() })
    } catch (error) {
      if (isProblem(error, 'not-found')) return again({ errors: [NO_RECORDS], status: error.status })
      throw error
    }
  }

  @Get(':duplicateId')
  async one(
    @Param('duplicateId', ID) id: string,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page> {
    // Who answered when their session had ended is where they were.
    const wasHere = Object.keys(keptFor(session, `/duplicates/${id}`)).length > 0
    const isOpen = wasHere || session.pairs?.some((kept) => kept.id === id)
    if (!isOpen) return new Page('pages/duplicates/closed', { duplicateId: id })
    return refused('open', async () => asked(await this.view(id, session, person)))
  }

  /** What an answer does, before it is given. One that decides nothing is given at once. */
  @Post(':duplicateId/check')
  async check(
    @Param('duplicateId', ID) duplicateId: string,
    @Body() form: AnswerForm,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    const answer = saidIn(form)
    if (answer === 'unsure') return this.answer(duplicateId, form, session, person)
    return refused('open', async () => {
      const viewed = await this.view(duplicateId, session, person)
      if (!answer) return asked(viewed, 'Select an answer')
      return new Page('layout/check', {
        ...{ title: answer === 'same' ? 'Say that it is the same child' : 'Say that they are two children' },
        ...{ isGrave: true, button: 'Answer so' },
        ...{ about: `${whoBothAre(viewed)}.`, follows: followsSaying(answer, viewed) },
        ...{ back: `/duplicates/${duplicateId}`, action: `/duplicates/${duplicateId}/answer` },
        ...{ hidden: { answer }, values: {}, errors: [] },
      })
    })
  }

  @Post(':duplicateId/answer')
  async answer(
    @Param('duplicateId', ID) duplicateId: string,
    @Body() form: AnswerForm,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    const answer = saidIn(form)
    if (!answer) return new GoTo(`/duplicates/${duplicateId}`)
    return refused('answer', async () => {
      const { state } = await this.gateway.as(person).call(api.duplicates.answer, { duplicateId, answer })
      session.pairs = session.pairs?.filter(({ id }) => id !== duplicateId)
      if (answer === 'unsure') return new GoTo('/duplicates', 'pair-put-back')
      return toAnswered(session, { id: duplicateId, state, at: Date.now() })
    })
  }

  @Get('answers/:duplicateId')
  async answered(
    @Param('duplicateId', ID) duplicateId: string,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page> {
    const one = session.pairStates?.find(({ id }) => id === duplicateId)
    if (!one) throw new NotFoundException()
    const { items } = await this.gateway.as(person).call(api.duplicates.find)
    return new Page('pages/duplicates/answered', { one, next: items[0] ?? null, found: FOUND })
  }

  @Post('answers/:duplicateId/undo')
  async undo(
    @Param('duplicateId', ID) duplicateId: string,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    return refused('undo', async () => {
      await this.gateway.as(person).call(api.duplicates.undo, { duplicateId })
      session.pairStates = session.pairStates?.filter(({ id }) => id !== duplicateId)
      return new GoTo('/duplicates', 'pair-undone')
    })
  }

  private async listed(session: WebSession, person: SignedIn, values: NamesForm, wrong?: Wrong): Promise<Page> {
    const { items } = await this.gateway.as(person).call(api.duplicates.find)
    const { errors = [], status = 200, decidedId = null } = wrong ?? {}
    const shows = { rows: items, found: FOUND, isFull: items.length >= MOST_DUPLICATES_LISTED }
    const answers = { answers: session.pairStates ?? [], states: STATES }
    return new Page('pages/duplicates/list', { ...shows, ...answers, values, errors, decidedId }, status)
  }

  private async view(duplicateId: string, session: WebSession, person: SignedIn): Promise<DuplicateViewed> {
    const viewed = await this.gateway.as(person).call(api.duplicates.view, { duplicateId })
    session.pairs = newestWith(session.pairs, { id: duplicateId })
    return viewed
  }
}

/** Both records, side by side. */
function asked({ duplicate, goesOn, other }: DuplicateViewed, wrong = ''): Page {
  const errors: FieldError[] = wrong === '' ? [] : [{ field: 'answers', text: wrong }]
  const rows = besideOf(goesOn, other)
  const beside = { rows, differences: differencesIn(rows), goesOn: goesOn.childId, other: other.childId }
  const shows = { duplicate, why: FOUND[duplicate.foundBy], beside, errors }
  return new Page('pages/duplicates/pair', shows, errors.length > 0 ? 400 : 200)
}

function toAnswered(session: WebSession, state: KeptState): GoTo {
  session.pairStates = newestWith(session.pairStates, state)
  return new GoTo(`/duplicates/answers/${state.id}`)
}

function refused<Answer>(step: Step, take: () => Promise<Answer>): Promise<Answer | Page> {
  return orRefused(REFUSALS, BACK, step, take)
}
