import { FileFault } from '@contactpoint/feed-formats'

/** How files of a feed are read. */
interface ReadsFiles<Row> {
  read(bytes: AsyncIterable<Uint8Array>, today: string): AsyncIterable<Row>
}

/** A feed, for files that a spec has at hand. @param today `YYYY-MM-DD` */
export function feedFiles<Row>(feed: ReadsFiles<Row>, today: string) {
  async function read(content: string | Uint8Array): Promise<Row[]> {
    async function* once(): AsyncGenerator<Uint8Array> {
      yield typeof content === 'string' ? new TextEncoder().encode(content) : content
    }
    const rows: Row[] = []
    for await (const row of feed.read(once(), today)) rows.push(row)
    return rows
  }
  /** `<code>:<line>` of its fault; `none` of a file that is one. */
  const faultOf = (content: string | Uint8Array): Promise<string> =>
    read(content).then(
      () => 'none',
      (error: unknown) => {
        if (!(error instanceof FileFault)) throw error
        return `${error.code}:${error.line}`
      },
    )
  return { read, faultOf }
}
