// One picture of many squares, as the server sends it, cut into its squares.

/** Onto canvases of the squares' own size.
 * @param {{source: string, size: number}} mosaic Its address, and the side of a square in pixels.
 * @param {HTMLCanvasElement[][]} rows As the squares lie in it.
 */
export function cutMosaic({ source, size }, rows) {
  const image = new Image();
  image.onload = () =>
    rows.forEach((canvases, row) =>
      canvases.forEach((canvas, col) => {
        const context = canvas.getContext("2d");
        context.imageSmoothingEnabled = false;
        context.drawImage(image, col * size, row * size, size, size, 0, 0, size, size);
      }),
    );
  image.src = source;
}
