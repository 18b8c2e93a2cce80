import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { Role } from '@contactpoint/contracts'
import type { Request } from 'express'
import { keptAt } from './session.rules.ts'

export const WHO = 'who may see a page'

/** Whose page it is: of people in these roles. */
export const For = (...roles: Role[]): MethodDecorator & ClassDecorator => SetMetadata(WHO, roles)

/** Everybody's page, also of those who are not signed in. */
export const ForEverybody = (): MethodDecorator & ClassDecorator => SetMetadata(WHO, 'everybody')

/** Whoever asks must sign in first. */
export class SignInFirst extends Error {}

/** It is the page of somebody with another work. */
export class NotYourPage extends Error {}

/** A page without a lock is nobody's. The gateway has the last word on everything that a page would show or do. */
@Injectable()
export class SignedInGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): true {
    const who = this.reflector.getAllAndOverride<Role[] | 'everybody' | undefined>(WHO, [
      context.getHandler(),
      context.getClass(),
    ])
    if (who === 'everybody') return true
    const request = context.switchToHttp().getRequest<Request>()
    const { person } = request.session
    if (!person) {
      const { session } = request
      if (session.kept) session.kept = keptAt(session.kept.username, request)
      throw new SignInFirst()
    }
    if (!who?.includes(person.role)) throw new NotYourPage()
    return true
  }
}
