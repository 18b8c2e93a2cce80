import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Prometheus metrics of one app, on a port of their own. Labels are subjects, route templates and codes: never values. */
export class Metrics {
  private readonly registry = new Registry()
  private readonly answers: Histogram
  private readonly requests: Histogram
  private server: Server | null = null
  private readonly watched = new Map<string, () => Promise<Record<string, number>>>()

  constructor(service: string) {
    this.registry.setDefaultLabels({ service })
    // Watched more often, the event loop would be what an idle service does most.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 500 })
    const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    this.answers = new Histogram({
      name: 'contactpoint_answer_seconds',
      help: 'Time to answer a question on the bus, by subject and outcome',
      labelNames: ['subject', 'outcome'],
      buckets,
      registers: [this.registry],
    })
    this.requests = new Histogram({
      name: 'contactpoint_http_seconds',
      help: 'Time to answer an HTTP request, by route template and status',
      labelNames: ['method', 'route', 'status'],
      buckets,
      registers: [this.registry],
    })
  }

  answered(subject: string, outcome: string, seconds: number): void {
    this.answers.observe({ subject, outcome }, seconds)
  }

  requested(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status }, seconds)
  }

  /** Shows how much work waits, and counts it as waiting: health says so too. @param read see `show` */
  watch(name: string, help: string, label: string, read: () => Promise<Record<string, number>>): void {
    this.watched.set(name, read)
    this.show(name, help, label, read)
  }

  /**
   * Shows numbers that are looked up when somebody asks for metrics.
   *
   * @param read by the label's values; what it cannot read is left out of that answer
   */
  show(name: string, help: string, label: string, read: () => Promise<Record<string, number>>): void {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      async collect() {
        this.reset()
        const values = await read().catch(() => ({}))
        for (const [value, number] of Object.entries(values)) this.set({ [label]: value }, number)
      },
    })
  }

  /** What is watched and not nothing now, over all values of its label. */
  async waiting(): Promise<Record<string, number>> {
    const sums = await Promise.all(
      [...this.watched].map(async ([name, read]) => {
        const values = Object.values(await read().catch(() => ({})))
        return [name, values.reduce((sum, value) => sum + value, 0)] as const
      }),
    )
    return Object.fromEntries(sums.filter(([, sum]) => sum > 0))
  }

  /** Serves `/metrics`. @param port 0 for any free one @returns the port it listens on */
  async listen(port: number, host: string): Promise<number> {
    this.server = createServer((request, response) => {
      if (request.url !== '/metrics') return void response.writeHead(404).end()
      this.registry.metrics().then(
        (text) => response.writeHead(200, { 'content-type': this.registry.contentType }).end(text),
        () => response.writeHead(500).end(),
      )
    })
    await new Promise<void>((resolve, reject) => this.server!.once('error', reject).listen(port, host, resolve))
    const address = this.server.address()
    return typeof address === 'object' && address ? address.port : port
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections()
    await new Promise<void>((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()))
  }
}
