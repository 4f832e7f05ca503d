// A building floor by floor, a street side by side.
import { describe, expect, it } from 'vitest'
import { blockAround, cellWords } from './block'
import { sampleDoor } from './samples'

const doors = (...addresses: string[]) => addresses.map((address) => sampleDoor({ id: address, address }))
const around = (all: ReturnType<typeof doors>) => blockAround(all, all[0]!)
const words = ({ sections }: ReturnType<typeof around>) =>
  sections.map(({ words, rows }) => [words, ...rows.map((row) => `${row.words}:${row.cells.map((door) => door && cellWords(door)).join(' ')}`)])

describe('a block', () => {
  it('has a building by stairwells and floors, rooms above each other, and nobody of the next building', () => {
    const block = around(doors('河滨3幢1单元101', '河滨3幢1单元302室', '河滨3幢1单元301室', '河滨3幢2单元201室', '河滨13幢1单元101室'))

    expect(block).toMatchObject({ name: '河滨3幢' })
    expect(words(block)).toEqual([
      ['1单元', '3楼:301 302', '1楼:101 '],
      ['2单元', '2楼:201'],
    ])
  })

  it('wraps where a floor has more rooms than fit beside each other', () => {
    const [section] = around(doors(...[1, 2, 3, 4, 5].map((room) => `东苑1幢20${room}室`))).sections

    expect(section).toMatchObject({ columns: 0, rows: [{ words: '2楼' }] })
  })

  it('shows both doors where two are written alike', () => {
    const all = [...doors('河滨3幢101室'), sampleDoor({ id: 'other', address: '河滨3幢101室' })]

    expect(around(all).sections[0]!.rows[0]!.cells).toHaveLength(2)
  })

  it('has a street by its odd and its even side', () => {
    const block = around(doors('河滨路2号', '河滨路11号', '河滨路1号', '河滨路10号', '中山路3号'))

    expect(block).toMatchObject({ name: '河滨路' })
    expect(words(block)).toEqual([
      ['单号', ':1号 11号'],
      ['双号', ':2号 10号'],
    ])
  })
})
