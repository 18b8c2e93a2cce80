import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import { etagOf, type AnyRoute } from '@contactpoint/contracts'
import type { Response } from 'express'
import { tap, type Observable } from 'rxjs'
import { ROUTE } from './route.pipe.ts'

/** Says the version of what is answered in the header ETag, where the route has one: who changes it sends that back in If-Match. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const field = (Reflect.getMetadata(ROUTE, context.getHandler()) as AnyRoute | undefined)?.etag
    if (!field) return next.handle()
    const response = context.switchToHttp().getResponse<Response>()
    return next.handle().pipe(
      tap((answer: Record<string, number>) => {
        response.setHeader('ETag', etagOf(answer[field]!))
      }),
    )
  }
}
