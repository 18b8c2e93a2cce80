import { Body, Controller, Get, NotFoundException, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { MOST_QUESTIONS_LISTED, QUESTION_KINDS, type LinkQuestionViewed } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { besideOf, whoIs } from '../../layout/beside.rules.ts'
import { differencesIn } from '../../layout/differences.rules.ts'
import type { FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { orRefused, type Step } from '../../layout/refused.rules.ts'
import { keptFor, newestWith } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import {
  followsSaying,
  holderOf,
  kindIn,
  KINDS,
  REFUSALS,
  saidIn,
  type AnswerForm,
  type KindForm,
} from './questions.rules.ts'

/** What has not the form of an id is no page. */
const ID = new ParseUUIDPipe({ errorHttpStatusCode: 404 })
const BACK = { href: '/questions', text: 'Go back to the questions' }

/**
 * Rows of feeds of which a person must say whom they are about. That a question was opened is kept, what it shows never is: whoever looks at its
 * page again asks again, which is recorded, and holds it for another quarter of an hour.
 */
@For('data-steward')
@Controller('questions')
export class QuestionsController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  async list(@Query() form: KindForm, @Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    const values = kindIn(form)
    const { items } = await this.gateway.as(person).call(api.linkQuestions.find, values)
    const rows = items.map((one) => ({ ...one, holder: holderOf(one, session.questions ?? []) }))
    const kindChoices = QUESTION_KINDS.map((value) => ({ value, text: KINDS[value] }))
    const shows = { rows, values, kinds: KINDS, kindChoices, isFull: items.length >= MOST_QUESTIONS_LISTED }
    return new Page('pages/questions/list', { ...shows, answers: session.answers ?? [] })
  }

  @Post()
  open(@Body('questionId', ID) questionId: string, @Session() session: WebSession): GoTo {
    session.questions = newestWith(session.questions, { id: questionId })
    return new GoTo(`/questions/${questionId}`)
  }

  @Get(':questionId')
  async one(
    @Param('questionId', ID) id: string,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page> {
    // Who answered when their session had ended is where they were.
    const wasHere = Object.keys(keptFor(session, `/questions/${id}`)).length > 0
    const isOpen = wasHere || session.questions?.some((kept) => kept.id === id)
    if (!isOpen) return new Page('pages/questions/closed', { questionId: id })
    return refused('open', async () => asked(await this.view(id, session, person)))
  }

  /** What an answer does, before it is given. One that decides nothing is given at once. */
  @Post(':questionId/check')
  async check(
    @Param('questionId', ID) questionId: string,
    @Body() form: AnswerForm,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    const said = saidIn(form)
    if (said?.answer === 'unsure') return this.answer(questionId, form, session, person)
    return refused('open', async () => {
      const viewed = await this.view(questionId, session, person)
      const meant = viewed.candidates.find(({ childId }) => childId === said?.childId) ?? null
      if (!said) return asked(viewed, 'Select an answer')
      if (said.childId && !meant) return asked(viewed, 'That child is not one of these any more: look again')
      return new Page('layout/check', {
        ...{
          title: meant ? 'Say that it is the same child' : 'Say that it is a different child',
          isGrave: true,
          button: 'Answer so',
        },
        ...{ about: `The row is about ${whoIs(viewed.row)}.`, follows: followsSaying(viewed, meant) },
        ...{ back: `/questions/${questionId}`, action: `/questions/${questionId}/answer` },
        ...{ hidden: { answer: form.answer }, values: {}, errors: [] },
      })
    })
  }

  @Post(':questionId/answer')
  async answer(
    @Param('questionId', ID) questionId: string,
    @Body() form: AnswerForm,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    const said = saidIn(form)
    if (!said) return new GoTo(`/questions/${questionId}`)
    return refused('answer', async () => {
      const { linkId } = await this.gateway.as(person).call(api.linkQuestions.answer, { questionId, ...said })
      session.questions = session.questions?.filter(({ id }) => id !== questionId)
      if (linkId === null) return new GoTo('/questions', 'question-put-back')
      session.answers = newestWith(session.answers, { id: linkId, answer: said.answer, at: Date.now() })
      return new GoTo(`/questions/answers/${linkId}`)
    })
  }

  @Get('answers/:linkId')
  async answered(
    @Param('linkId', ID) linkId: string,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page> {
    const one = session.answers?.find(({ id }) => id === linkId)
    if (!one) throw new NotFoundException()
    const { items } = await this.gateway.as(person).call(api.linkQuestions.find)
    const next = items.find(({ heldUntil }) => heldUntil === null) ?? null
    return new Page('pages/questions/answered', { one, next, kinds: KINDS })
  }

  @Post('answers/:linkId/undo')
  async undo(
    @Param('linkId', ID) linkId: string,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    return refused('undo', async () => {
      await this.gateway.as(person).call(api.linkQuestions.undo, { linkId })
      session.answers = session.answers?.filter(({ id }) => id !== linkId)
      return new GoTo('/questions', 'answer-undone')
    })
  }

  /** Shows it, and notes until when it is theirs. */
  private async view(questionId: string, session: WebSession, person: SignedIn): Promise<LinkQuestionViewed> {
    const viewed = await this.gateway.as(person).call(api.linkQuestions.view, { questionId })
    const { heldUntil } = viewed.question
    session.questions = newestWith(session.questions, { id: questionId, ...(heldUntil && { heldUntil }) })
    return viewed
  }
}

/** A question with each child beside its row. */
function asked({ question, row, candidates }: LinkQuestionViewed, wrong = ''): Page {
  const errors: FieldError[] = wrong === '' ? [] : [{ field: 'answers', text: wrong }]
  const beside = candidates.map((one) => {
    const rows = besideOf(row, one)
    return { childId: one.childId, isLinked: one.isLinked, rows, differences: differencesIn(rows) }
  })
  const shows = { question, why: KINDS[question.kind], beside, errors }
  return new Page('pages/questions/question', shows, errors.length > 0 ? 400 : 200)
}

function refused<Answer>(step: Step, take: () => Promise<Answer>): Promise<Answer | Page> {
  return orRefused(REFUSALS, BACK, step, take)
}
