import { Module, type DynamicModule } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core'
import { PassportModule } from '@nestjs/passport'
import { ShapePipe } from '@contactpoint/bus'
import type { Logger } from '@contactpoint/runtime'
import { GatewayConfig } from '../gateway.config.ts'
import { EtagInterceptor } from './etag.interceptor.ts'
import { JwtStrategy } from './jwt.strategy.ts'
import { LeaveByInterceptor } from './leave-by.interceptor.ts'
import { OfferedKeyGuard } from './offered-key.guard.ts'
import { ProblemFilter } from './problem.filter.ts'
import { ProofGuard } from './proof.guard.ts'
import { ProofsService } from './proofs.service.ts'
import { RateGuard } from './rate.guard.ts'
import { RevocationsService } from './revocations.service.ts'
import { RoleGuard } from './role.guard.ts'
import { SeenProofsService } from './seen-proofs.service.ts'
import { SharedLimitsService } from './shared-limits.service.ts'
import { SignedInGuard } from './signed-in.guard.ts'

@Module({})
export class AccessModule {
  static with(config: GatewayConfig, log: Logger): DynamicModule {
    return {
      module: AccessModule,
      imports: [PassportModule],
      providers: [
        JwtStrategy,
        ProofsService,
        SeenProofsService,
        RevocationsService,
        SharedLimitsService,
        { provide: GatewayConfig, useValue: config },
        { provide: APP_GUARD, useClass: SignedInGuard },
        { provide: APP_GUARD, useClass: ProofGuard },
        { provide: APP_GUARD, useClass: RateGuard },
        { provide: APP_GUARD, useClass: OfferedKeyGuard },
        { provide: APP_GUARD, useClass: RoleGuard },
        { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
        { provide: APP_INTERCEPTOR, useClass: LeaveByInterceptor },
        { provide: APP_PIPE, useValue: new ShapePipe('strict') },
        { provide: APP_FILTER, useValue: new ProblemFilter(log) },
      ],
    }
  }
}
