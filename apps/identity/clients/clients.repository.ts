import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { clients, type Client } from './clients.schema.ts'

@Injectable()
export class ClientsRepository {
  constructor(@InjectCollection(clients) private readonly clients: Model<Client>) {}

  async findById(clientId: string): Promise<Client | null> {
    return this.clients.findById(clientId).lean<Client>()
  }
}
