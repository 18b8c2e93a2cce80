import type { SessionTokens } from '@contactpoint/contracts'

/** An access token, and how the next one is got. */
export interface Granted {
  accessToken: string
  /** Seconds. */
  expiresIn: number
  /** `DPoP`: bound to the key that its session was begun with. */
  tokenType?: SessionTokens['tokenType']
  next: () => Promise<Granted>
}

/** Renewed so long before it ends that a request still arrives with it, in milliseconds. */
const RENEW_BEFORE_MS = 10_000

/** Keeps a session alive. However many ask at once, one renewal is under way: a refresh token works once. */
export class Tokens {
  private endsAt: number
  private renewing: Promise<string> | null = null

  constructor(private granted: Granted) {
    this.endsAt = endOf(granted)
  }

  /** The token that was granted last, whether it has ended or not. */
  get last(): string {
    return this.granted.accessToken
  }

  /** Whether it is good with a proof of its key only. */
  get isBound(): boolean {
    return this.granted.tokenType === 'DPoP'
  }

  /** A token that still lives for a while. */
  async current(): Promise<string> {
    return performance.now() < this.endsAt - RENEW_BEFORE_MS ? this.last : this.renew()
  }

  /** The next token, though this one seems to live. */
  renew(): Promise<string> {
    return (this.renewing ??= this.granted
      .next()
      .then((granted) => this.take(granted))
      .finally(() => (this.renewing = null)))
  }

  private take(granted: Granted): string {
    this.granted = granted
    this.endsAt = endOf(granted)
    return granted.accessToken
  }
}

function endOf({ expiresIn }: Granted): number {
  return performance.now() + expiresIn * 1000
}
