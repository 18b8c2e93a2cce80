import { Module } from '@nestjs/common'
import { AuthenticatorsModule } from '../authenticators/authenticators.module.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { ClientsController } from './clients.controller.ts'
import { ClientsRepository } from './clients.repository.ts'
import { ClientsService } from './clients.service.ts'

@Module({
  imports: [AuthenticatorsModule, SessionsModule],
  controllers: [ClientsController],
  providers: [ClientsRepository, ClientsService],
})
export class ClientsModule {}
