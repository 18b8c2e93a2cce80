import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { Request } from 'express'
import type { SignedIn, WebSession } from './session.schema.ts'

/** What the browser keeps for us; what is changed of it goes along with the answer. */
export const Session = createParamDecorator((_nothing: unknown, context: ExecutionContext): WebSession => {
  return context.switchToHttp().getRequest<Request>().session
})

/** Who is signed in: only on pages that are not everybody's. */
export const Who = createParamDecorator((_nothing: unknown, context: ExecutionContext): SignedIn => {
  return context.switchToHttp().getRequest<Request>().session.person!
})
