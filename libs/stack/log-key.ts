import { until } from './until.ts'

/** The log's public key, from the log itself, which is enough for trying: nobody published it anywhere else. Empty: it does not answer. */
export async function readLogKey(logUrl: string): Promise<string> {
  let key = ''
  const isRead = await until(
    async () => {
      const answer = await fetch(`${logUrl}/log.vkey`)
      if (answer.ok) key = (await answer.text()).trim()
      return answer.ok
    },
    10_000,
    100,
  )
  return isRead ? key : ''
}
