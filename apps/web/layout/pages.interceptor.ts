import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import type { Request, Response } from 'express'
import { mergeMap, type Observable } from 'rxjs'
import { ViewService } from './view.service.ts'

/** Sends what a controller answers: a page, or the way on. */
@Injectable()
export class PagesInterceptor implements NestInterceptor {
  constructor(private readonly view: ViewService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<void> {
    const http = context.switchToHttp()
    return next
      .handle()
      .pipe(mergeMap((answer) => this.view.send(answer, http.getRequest<Request>(), http.getResponse<Response>())))
  }
}
