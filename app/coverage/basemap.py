"""天地图 under our map, where the county has entered a key for it: the addresses of its tiles (pure).

Its web-mercator tiles lie on CGCS2000, which is WGS-84 at our accuracy and is not shifted (GCJ-02): doors stand on it where they are.
"""

NAME = "天地图"
# Below the streets and fields, above them their names.
LAYERS = ("vec", "cva")
_TILE = (
    "{host}/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default&TILEMATRIXSET=w"
    "&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)


def tile_addresses(host: str, key: str) -> list[str]:
    """Of each layer, the lowest first, with {z}, {x} and {y} to fill in; none without a key."""
    return [_TILE.format(host=host, layer=layer, key=key) for layer in LAYERS] if key else []
