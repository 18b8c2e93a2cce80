import { Module } from '@nestjs/common'
import { MongooseModule } from '@nestjs/mongoose'
import { AuthenticatorsModule } from '../authenticators/authenticators.module.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { ClientsController } from './clients.controller.ts'
import { ClientsRepository } from './clients.repository.ts'
import { clientSchema } from './clients.schema.ts'
import { ClientsService } from './clients.service.ts'

@Module({
  imports: [
    AuthenticatorsModule,
    SessionsModule,
    MongooseModule.forFeature([{ name: 'Client', schema: clientSchema, collection: 'clients' }]),
  ],
  controllers: [ClientsController],
  providers: [ClientsRepository, ClientsService],
})
export class ClientsModule {}
