import { hash, verify } from '@node-rs/argon2'
import { Injectable } from '@nestjs/common'
import { Fault } from '@contactpoint/contracts'
import pLimit from 'p-limit'

/** Argon2id as OWASP's password storage cheat sheet advises: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }
/** Hashes at a time: more would only take memory, 19 MiB each. */
const AT_ONCE = 4
/** Half of them is strangers' at the most, so that no flood of theirs keeps anybody waiting whom we know (F11). */
const OF_STRANGERS = AT_ONCE / 2
/** In each of the two queues. */
const MOST_WAITING = 200

/** A hash of nothing anybody knows, for accounts that do not exist: they cost the same time. */
const NOBODY = await hash(crypto.randomUUID(), COST)

@Injectable()
export class HashingService {
  private readonly strangers = pLimit(OF_STRANGERS)
  private readonly known = pLimit(AT_ONCE - OF_STRANGERS)

  /**
   * Whether the text is what was hashed; null stands for an account that does not exist. @param isKnown whether who asks has signed in there
   * before @throws Fault when too many wait
   */
  async matches(hashed: string | null, text: string, isKnown: boolean): Promise<boolean> {
    const queue = isKnown ? this.known : this.strangers
    if (queue.pendingCount >= MOST_WAITING) throw Fault.unavailable('identity')
    const same = await queue(() => verify(hashed ?? NOBODY, text))
    return hashed !== null && same
  }
}

/** Hashes a password, a PIN or a client's secret. */
export function hashSecret(text: string): Promise<string> {
  return hash(text, COST)
}
