import { Injectable, type MessageEvent } from '@nestjs/common'
import { Bus, currentCall, ownCall, withCall } from '@contactpoint/bus'
import { overrideCasesChanged, watchOverrideCases } from '@contactpoint/contracts'
import {
  catchError,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  interval,
  map,
  merge,
  of,
  Subject,
  type Observable,
} from 'rxjs'

/** News may be lost: whoever watches looks by itself as often as this, and so learns too that the token has ended. Milliseconds. */
const LOOK_EVERY_MS = 10_000

/** Wakes who watches for override cases. How many wait for them, shielding says each time, by their token. */
@Injectable()
export class CaseStreamService {
  private readonly changed = new Subject<void>()

  constructor(private readonly bus: Bus) {
    bus.hear(overrideCasesChanged, () => this.changed.next())
  }

  /** How many cases wait: at first, and whenever that changes. It ends when the caller's token does, or nobody can say. */
  watch(): Observable<MessageEvent> {
    const { token, address, trace } = currentCall() ?? ownCall()
    const look = (): Promise<{ open: number }> =>
      withCall({ ...ownCall(), token, address, trace }, () => this.bus.ask(watchOverrideCases, {}))
    return merge(of(null), this.changed, interval(LOOK_EVERY_MS)).pipe(
      exhaustMap(look),
      map(({ open }) => open),
      distinctUntilChanged(),
      map((open) => ({ type: 'open', data: { open } })),
      catchError(() => EMPTY),
    )
  }
}
