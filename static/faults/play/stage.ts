// What a schedule has to do with: the county, its server, its office, and some phones.
import { Dice } from './dice'
import { Office } from './office'
import { Phone } from './phone'
import { type County, Server } from './server'
import type { Wire } from './wire'
import { World } from './world'

const BEGIN = Date.UTC(2026, 10, 22, 1)

export class Stage {
  readonly world = new World(BEGIN)
  readonly dice: Dice
  readonly server: Server
  readonly office: Office
  readonly county: County
  readonly phones: Phone[] = []
  readonly faults: string[] = []
  backups = 0

  constructor(wire: Wire, seed: number) {
    this.dice = new Dice(seed)
    this.server = new Server(wire, this.world)
    this.office = new Office(this.server)
    this.county = this.server.begin(seed)
  }

  /** Hand a phone to a worker, who enrols it or only signs in while the network is fair. */
  async equip(username: string, isEnrolled: boolean): Promise<Phone> {
    const code = isEnrolled ? this.office.codeFor(this.county.worker_ids[username] ?? '') : undefined
    const phone = new Phone(username, this, code)
    this.phones.push(phone)
    await phone.open()
    await this.world.pass(3000)
    return phone
  }
}
