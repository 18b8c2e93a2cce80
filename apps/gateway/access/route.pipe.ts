import {
  applyDecorators,
  createParamDecorator,
  Header,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  Sse,
  type ExecutionContext,
} from '@nestjs/common'
import { checkShape } from '@contactpoint/bus'
import { Fault, type AnyRoute, type FileRoute, type Route } from '@contactpoint/contracts'
import type { Request } from 'express'
import { asAddress, questionOf } from './question.rules.ts'
import { Open } from './signed-in.guard.ts'

export const ROUTE = 'contactpoint:route'

type Door<Question, Answer> = <Method extends (ask: Question, ...rest: never[]) => Answer | Promise<Answer>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void

/** The door of a route: this method serves it. Address, status, lock and limits are those of the contract. */
export function Serves<Question extends object, Answer, Fixed extends keyof Question>(
  route: Route<Question, Answer, Fixed> | FileRoute<Question, Answer, Fixed>,
): Door<Question, Answer> {
  const decorate = applyDecorators(
    RequestMapping({ method: RequestMethod[route.method], path: pathOf(route) }),
    HttpCode(route.status),
    SetMetadata(ROUTE, route),
    ...(route.open ? [Open()] : []),
    ...(route.gives.startsWith('text/') ? [Header('Content-Type', `${route.gives}; charset=utf-8`)] : []),
  )
  return (target, key, descriptor) => decorate(target, key, descriptor as TypedPropertyDescriptor<unknown>)
}

/** The same for a route that answers with server-sent events for as long as it goes on. */
export function Streams(route: AnyRoute): MethodDecorator {
  return applyDecorators(Sse(pathOf(route)), SetMetadata(ROUTE, route))
}

function pathOf({ path }: Pick<AnyRoute, 'path'>): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}

/** The question of a request, put together from address, query and body and checked against its class. */
export const Asked = createParamDecorator(async (_: unknown, context: ExecutionContext): Promise<object> => {
  const route = Reflect.getMetadata(ROUTE, context.getHandler()) as AnyRoute
  const { params, query, body, headers } = context.switchToHttp().getRequest<Request>()
  const question = questionOf(route, {
    ...{ contentType: headers['content-type'], ifMatch: headers['if-match'] },
    ...{ params, query, body },
  })
  if (route.asks?.shape === 'raw') return question
  return checkShape(route.question, question).catch((error: unknown) => {
    throw error instanceof Fault ? asAddress(route, error) : error
  })
})
