import { IsArray, IsIn, IsInt, IsString, ValidateNested } from 'class-validator'
import { Type } from 'class-transformer'
import { About } from '../about.ts'
import { getHealth } from '../health.ts'
import { resource, route } from './route.ts'

const READY = ['ready', 'not-ready'] as const
type Ready = (typeof READY)[number]

@About('The gateway runs.')
export class Liveness {
  @IsIn(['live'])
  status!: 'live'
}

@About('Whether each service can do its work.')
export class ServicesReady implements Record<keyof typeof getHealth, Ready> {
  @IsIn(READY)
  identity!: Ready

  @IsIn(READY)
  directory!: Ready

  @IsIn(READY)
  shielding!: Ready

  @IsIn(READY)
  ingestion!: Ready

  @IsIn(READY)
  audit!: Ready
}

@About('Work that a service was given and has not done.')
export class WaitingWork {
  @About('What it is, as metrics call it.', { example: 'contactpoint_outbox_set_aside', maxLength: 100 })
  @IsString()
  what!: string

  @About('How much of it.', { example: 3, minimum: 0, maximum: 1_000_000_000 })
  @IsInt()
  count!: number
}

@About('Whether all of it can work now.')
export class Readiness {
  @About('Ready when every service is.')
  @IsIn(READY)
  status!: Ready

  @ValidateNested()
  @Type(() => ServicesReady)
  services!: ServicesReady

  @About('What waits in any of them: nothing when all is done. Work may wait while all are ready.', { maxItems: 100 })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => WaitingWork)
  waiting!: WaitingWork[]
}

const shared = { method: 'GET', status: 200, open: true, limited: false } as const

export const health = resource('health', 'How it is, for whoever watches over it.', {
  live: route({
    ...shared,
    path: '/health/live',
    answers: [Liveness],
    summary: 'The gateway runs',
    description: 'Says nothing of the services.',
    example: { answer: { status: 'live' } },
  }),
  ready: route({
    ...shared,
    path: '/health/ready',
    answers: [Readiness],
    otherwise: 503,
    summary: 'Every service can work',
    description:
      'A service is ready when its own NATS connection and MongoDB answered it just now. 503 when one is not.',
    example: {
      answer: {
        status: 'ready',
        services: { identity: 'ready', directory: 'ready', shielding: 'ready', ingestion: 'ready', audit: 'ready' },
        waiting: [],
      },
    },
  }),
})
