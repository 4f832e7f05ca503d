// A signature's strokes: from the pad's own points to whole numbers that every program reads alike, and back.
import type { Stroke } from './records'

export interface PadPoint {
  x: number
  y: number
  time: number
  pressure: number
}

export interface PadGroup {
  points: PadPoint[]
}

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** Strokes in whole numbers; milliseconds count from the first touch. */
export function toStrokes(groups: readonly PadGroup[]): Stroke[] {
  const start = groups[0]?.points[0]?.time ?? 0
  return groups
    .filter((group) => group.points.length > 0)
    .map((group) => group.points.map(({ x, y, time }) => [Math.round(x), Math.round(y), Math.max(0, Math.round(time - start))]))
}

/** The pen of the pad that draws them; the pad fills in its own. */
interface PadPen {
  penColor: string
  dotSize: number
  minWidth: number
  maxWidth: number
  velocityFilterWeight: number
  compositeOperation: 'source-over'
}

const PEN: PadPen = {
  penColor: '#000',
  dotSize: 0,
  minWidth: 1.2,
  maxWidth: 3.2,
  velocityFilterWeight: 0.7,
  compositeOperation: 'source-over',
}

/** When the pen first touched, on the pad's own clock, so that the next stroke goes on after these. */
export function begunAt(strokes: readonly Stroke[], now: number): number {
  return now - Math.max(0, ...strokes.map((stroke) => stroke[stroke.length - 1]?.[2] ?? 0))
}

/** Strokes as the pad takes them, drawn with a pen as much wider as the picture is. */
export function toPadData(strokes: readonly Stroke[], scale = 1, begun = 0): (PadGroup & PadPen)[] {
  return strokes.map((stroke) => ({
    ...PEN,
    minWidth: PEN.minWidth * scale,
    maxWidth: PEN.maxWidth * scale,
    points: stroke.map(([x, y, time]) => ({ x, y, time: begun + time, pressure: 0 })),
  }))
}

/** The smallest box around all the ink. */
export function boundsOf(strokes: readonly Stroke[]): Box {
  const points = strokes.flat()
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const left = Math.min(...xs)
  const top = Math.min(...ys)
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top }
}

/** The same strokes inside a picture of their own. */
export function moveInto(strokes: readonly Stroke[], box: Box, scale: number, margin: number): Stroke[] {
  return strokes.map((stroke) =>
    stroke.map(([x, y, time]) => [(x - box.left) * scale + margin, (y - box.top) * scale + margin, time]),
  )
}

// As the server asks (app/slips/operations.py).
const LEAST_POINTS = 5
const LEAST_INK = 20

/** Hardly any ink, or drawn at one moment: a slip of the finger, and no signature. */
export function isSlipOfFinger(strokes: readonly Stroke[]): boolean {
  const points = strokes.flat()
  const moments = new Set(points.map(([, , time]) => time))
  return points.length < LEAST_POINTS || moments.size < 2 || inkLength(strokes) < LEAST_INK
}

/** How far the pen travelled on paper. */
function inkLength(strokes: readonly Stroke[]): number {
  let length = 0
  for (const stroke of strokes) {
    stroke.forEach(([x, y], place) => {
      const before = stroke[place - 1]
      if (before) length += Math.hypot(x - before[0], y - before[1])
    })
  }
  return length
}
