// 天地图 under everything, where the county has a key for it. What is fetched there tells its host where somebody looks.
import TileLayer from 'ol/layer/Tile'
import ImageTile from 'ol/source/ImageTile'

/** 天地图 draws nothing nearer than this; nearer, its last tiles are stretched. */
const NEAREST_TILES = 18

export function baseLayers(addresses: readonly string[]): TileLayer[] {
  return addresses.map((url) => new TileLayer({
    source: new ImageTile({
      url,
      maxZoom: NEAREST_TILES,
      // Without it the map could be shown, and no longer be saved as a picture.
      crossOrigin: 'anonymous',
      // The name of our server and never the page: a key can be bound to that name.
      referrerPolicy: 'origin',
    }),
  }))
}
