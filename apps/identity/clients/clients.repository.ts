import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import type { Model } from 'mongoose'
import type { Client } from './clients.schema.ts'

@Injectable()
export class ClientsRepository {
  constructor(@InjectModel('Client') private readonly clients: Model<Client>) {}

  async findById(clientId: string): Promise<Client | null> {
    return this.clients.findById(clientId).lean<Client>()
  }
}
