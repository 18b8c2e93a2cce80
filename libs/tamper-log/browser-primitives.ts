import { concat, toHex } from './bytes.ts'

// A browser hashes and checks signatures by itself (WebCrypto), but answers later, and what verifies here wants its answers at once. So
// what verifies is run again from its beginning whenever the answer to its next question is there: a proof asks some seventy.

type Answer = Uint8Array | boolean

/** What the browser has answered so far, by the question. */
const answers = new Map<string, Answer>()
let unanswered: { name: string; ask: () => Promise<Answer> } | null = null

/** As in `primitives.ts`. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const own = concat(bytes)
  const ask = async () => new Uint8Array(await crypto.subtle.digest('SHA-256', own))
  return Uint8Array.from(answerTo(`sha256 ${toHex(own)}`, ask) as Uint8Array)
}

/** As in `primitives.ts`. */
export function ed25519Of(publicKey: Uint8Array): (bytes: Uint8Array, signature: Uint8Array) => boolean {
  const key = concat(publicKey)
  return (bytes, signature) => {
    const [text, signed] = [concat(bytes), concat(signature)]
    const ask = () => verified(key, text, signed)
    return answerTo(`ed25519 ${toHex(concat(key, signed, text))}`, ask) as boolean
  }
}

/**
 * What the work comes to once each of its questions was answered. It must be the same each time it is run, and await nothing. One at a
 * time.
 *
 * @throws Error also when this browser cannot hash (the page came without TLS) or knows no Ed25519
 */
export async function answered<T>(work: () => T): Promise<T> {
  for (;;) {
    const run = attempt(work)
    // Whatever came of it without an answer counts for nothing, even where the work went on.
    const question = unanswered
    if (question === null) {
      answers.clear()
      return run()
    }
    unanswered = null
    answers.set(question.name, await question.ask())
  }
}

/** Does it, and keeps what came of it. */
function attempt<T>(work: () => T): () => T {
  try {
    const result = work()
    return () => result
  } catch (error) {
    return () => {
      throw error
    }
  }
}

function answerTo(name: string, ask: () => Promise<Answer>): Answer {
  const answer = answers.get(name)
  if (answer !== undefined) return answer
  unanswered ??= { name, ask }
  throw new Error('Not answered yet')
}

type Bytes = Uint8Array<ArrayBuffer>

async function verified(publicKey: Bytes, bytes: Bytes, signature: Bytes): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify'])
  return crypto.subtle.verify('Ed25519', key, signature, bytes)
}
