import { Catch, type ExceptionFilter } from '@nestjs/common'
import { throwError, type Observable } from 'rxjs'

/** Hands every error on unchanged: the bus server turns it into a fault on the wire. */
@Catch()
export class FaultFilter implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error)
  }
}
