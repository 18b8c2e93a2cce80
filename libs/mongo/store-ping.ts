import type { Connection } from 'mongoose'

/** Whether MongoDB really answers now. */
export class StorePing {
  constructor(private readonly connection: Connection) {}

  async isAlive(): Promise<boolean> {
    const timeout = new Promise<false>((resolve) => setTimeout(() => resolve(false), 1_000).unref())
    const ping = async (): Promise<boolean> => {
      const hello = await this.connection.db?.command({ hello: 1 })
      return hello?.isWritablePrimary === true
    }
    return Promise.race([ping().catch(() => false), timeout])
  }
}
