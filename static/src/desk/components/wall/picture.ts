// The sheet for the wall as one picture: its words painted around the map's own canvases.
import type { LegendEntry } from '../../domain/figures'
import type { Sheet } from '../../domain/wall'
import type { MapColours } from '../map/tokens'

const WIDTH = 2400
const EDGE = 60
/** Where the map begins, and what stands under it. */
const HEAD = 330
const FOOT = 150
/** How wide the places beside it are. */
const ROWS = 560

interface Words { size: number, bold?: boolean, soft?: boolean, right?: boolean }

/** `map`: the canvases of its layers, the lowest first, all of one size. */
export function paintSheet(sheet: Sheet, map: readonly HTMLCanvasElement[], legend: readonly LegendEntry[], colours: MapColours): HTMLCanvasElement {
  const [first] = map
  const width = WIDTH - 2 * EDGE - (sheet.rows.length ? ROWS : 0)
  const height = first ? Math.round(width * first.height / first.width) : 0
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEAD + Math.max(height, (sheet.rows.length + 1) * 48) + FOOT
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D
  pen.fillStyle = colours.paper
  pen.fillRect(0, 0, canvas.width, canvas.height)
  paintHead(writer(pen, colours), sheet)
  for (const layer of map) pen.drawImage(layer, EDGE, HEAD, width, height)
  pen.strokeStyle = colours.line
  pen.strokeRect(EDGE, HEAD, width, height)
  paintRows(pen, sheet, HEAD + 30, colours)
  paintLegend(pen, legend, canvas.height - FOOT + 52, colours)
  writer(pen, colours)(sheet.foot, canvas.height - FOOT + 120, { size: 28, soft: true })
  return canvas
}

type Write = (text: string, y: number, look: Words) => void

function writer(pen: CanvasRenderingContext2D, colours: MapColours): Write {
  const family = getComputedStyle(document.body).fontFamily
  return (text, y, { size, bold, soft, right }) => {
    pen.font = `${bold ? 600 : 400} ${size}px ${family}`
    pen.fillStyle = soft ? colours.line : colours.ink
    pen.textAlign = right ? 'right' : 'left'
    pen.fillText(text, right ? WIDTH - EDGE : EDGE, y)
  }
}

function paintHead(write: Write, sheet: Sheet): void {
  write(sheet.title, 95, { size: 58, bold: true })
  write(sheet.day, 95, { size: 40, right: true })
  write(sheet.about, 150, { size: 32, soft: true })
  write(sheet.gap, 240, { size: 76, bold: true })
  write(sheet.rates.join('　'), 240, { size: 36, right: true })
  write(sheet.identity, 300, { size: 34 })
}

/** The places below, to the right of the map. */
function paintRows(pen: CanvasRenderingContext2D, { rows, rest }: Sheet, top: number, colours: MapColours): void {
  const family = getComputedStyle(document.body).fontFamily
  const right = WIDTH - EDGE
  const put = (text: string, x: number, y: number, bold = false) => {
    pen.font = `${bold ? 600 : 400} 30px ${family}`
    pen.fillStyle = colours.ink
    pen.textAlign = x === left ? 'left' : 'right'
    pen.fillText(text, x, y)
  }
  const left = right - ROWS + 40
  rows.forEach(({ name, gap, rate }, place) => {
    const y = top + place * 48
    put(name, left, y)
    put(gap, right - 130, y, true)
    put(rate, right, y)
  })
  put(rest, left, top + rows.length * 48)
}

function paintLegend(pen: CanvasRenderingContext2D, legend: readonly LegendEntry[], y: number, colours: MapColours): void {
  const write = (text: string, x: number) => {
    pen.fillStyle = colours.ink
    pen.fillText(text, x, y)
    return x + pen.measureText(text).width
  }
  pen.font = `400 32px ${getComputedStyle(document.body).fontFamily}`
  pen.textAlign = 'left'
  legend.reduce((x, { step, words }) => {
    pen.fillStyle = colours.step(step)
    pen.fillRect(x, y - 26, 40, 30)
    pen.strokeRect(x, y - 26, 40, 30)
    return write(words, x + 52) + 44
  }, write('覆盖率', EDGE) + 40)
}
