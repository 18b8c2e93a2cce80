import { Body, Controller, Get, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { TRAINING_MODULES } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { isProblem, refusals, type FieldError } from '../../layout/field-errors.rules.ts'
import { formAgain, GoTo, type Page } from '../../layout/pages.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Who } from '../../session/who.decorator.ts'
import { courseIn, FOUNDING, foundingIn, PLANNING, planIn, PUBLISHING, type CourseForm } from './courses.form.ts'

/** What accreditors decide about training: courses, the first trainer, and how many are to be trained (S06, S07). */
@For('accreditor')
@Controller('training-courses')
export class CoursesController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  all(@Who() person: SignedIn): Promise<Page> {
    return this.page(person, {}, [])
  }

  @Post()
  publish(@Body() form: CourseForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    const step = () => this.gateway.as(person).call(api.courses.publish, courseIn(form))
    return this.done(step, form, person, (error) => refusals(error, PUBLISHING, 'code'))
  }

  @Post('foundings')
  found(@Body() form: CourseForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    const step = () => this.gateway.as(person).call(api.training.found, foundingIn(form))
    return this.done(step, form, person, (error) => {
      if (isProblem(error, 'not-found')) return [{ field: 'personId', text: FOUNDING['personId']! }]
      return refusals(error, FOUNDING, 'personId').map(({ field, text }) => ({
        field: { courseCode: 'course', version: 'course', modules: 'founded' }[field] ?? field,
        text,
      }))
    })
  }

  @Post('plans')
  plan(@Body() form: CourseForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    const step = () => this.gateway.as(person).call(api.training.plan, planIn(form))
    return this.done(step, form, person, (error) => {
      if (isProblem(error, 'not-found')) return [{ field: 'planFor', text: PLANNING['authority']! }]
      return refusals(error, PLANNING, 'planFor').map(({ field, text }) => ({
        field: field === 'authority' ? 'planFor' : 'weeks',
        text,
      }))
    })
  }

  private async done(
    step: () => Promise<unknown>,
    form: CourseForm,
    person: SignedIn,
    wrong: (error: unknown) => FieldError[],
  ): Promise<Page | GoTo> {
    try {
      await step()
    } catch (error) {
      return this.page(person, form, wrong(error))
    }
    return new GoTo('/training-courses', 'done')
  }

  private async page(person: SignedIn, values: CourseForm, errors: readonly FieldError[]): Promise<Page> {
    const { items } = await this.gateway.as(person).call(api.courses.find)
    return formAgain('pages/training/courses', values, errors, { items, modules: TRAINING_MODULES })
  }
}
