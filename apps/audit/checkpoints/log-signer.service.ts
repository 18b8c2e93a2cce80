import { AUDIT_LOG } from '@contactpoint/contracts'
import { Injectable } from '@nestjs/common'
import { MasterKey } from '@contactpoint/runtime'
import { NoteSigner } from '@contactpoint/tamper-log'
import { bytesOf } from '@contactpoint/mongo'
import { randomBytes } from 'node:crypto'
import { AuditConfig } from '../audit.config.ts'
import { CheckpointsRepository } from './checkpoints.repository.ts'

const SEED = 'audit/log-key'

/** Holds the log's Ed25519 key: made once, kept sealed, never changed. */
@Injectable()
export class LogSignerService {
  private signer: Promise<NoteSigner> | null = null
  /** Of the log in its checkpoints: host, slash, short name. */
  private readonly origin: string

  constructor(
    config: AuditConfig,
    private readonly masterKey: MasterKey,
    private readonly repository: CheckpointsRepository,
  ) {
    this.origin = `${config.logHost}/${AUDIT_LOG}`
  }

  /** @throws Error when the key that is kept was made for another origin */
  get(): Promise<NoteSigner> {
    if (!this.signer) {
      this.signer = this.findOrMake()
      this.signer.catch(() => (this.signer = null))
    }
    return this.signer
  }

  private async findOrMake(): Promise<NoteSigner> {
    const known = await this.repository.findKey(AUDIT_LOG)
    if (!known) {
      const seed = randomBytes(32)
      const { vkey } = new NoteSigner(this.origin, seed)
      const sealed = this.masterKey.seal(SEED, seed)
      await this.repository.addKey({ _id: AUDIT_LOG, vkey, seed: sealed, createdAt: new Date() })
      return this.findOrMake()
    }
    const signer = new NoteSigner(this.origin, this.masterKey.openBytes(SEED, bytesOf(known.seed)))
    if (signer.vkey !== known.vkey)
      throw new Error('Refusing to start: the log was begun under another LOG_HOST, and its name never changes')
    return signer
  }
}
