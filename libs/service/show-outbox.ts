import type { Outbox, OutboxLag } from '@contactpoint/mongo'
import type { Metrics } from '@contactpoint/runtime'

const shown = new WeakSet<Outbox>()

/** Shows how much of each kind of a service's work waits, is given up, and how old the oldest is: once, whichever parts begin kinds of their own. */
export function showOutbox(metrics: Metrics, outbox: Outbox): void {
  if (shown.has(outbox)) return
  shown.add(outbox)
  const show = (name: string, help: string, what: Exclude<keyof OutboxLag, 'kind'>): void =>
    metrics.watch(name, help, 'kind', async () =>
      Object.fromEntries((await outbox.lag()).map((lag) => [lag.kind, lag[what]])),
    )
  show('contactpoint_outbox_waiting', 'Work that waits to be done, by kind', 'waiting')
  show('contactpoint_outbox_set_aside', 'Work given up that waits for a person, by kind', 'setAside')
  show('contactpoint_outbox_oldest_seconds', 'Age of the oldest work that waits, by kind', 'oldestSeconds')
}
