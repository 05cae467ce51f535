// What the board looked like before each stroke, so that strokes can be taken back.

const MOST = 20;

/** At most twenty steps back. */
export class History {
  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {number} size The side of the board, in pixels.
   */
  constructor(pen, size) {
    Object.assign(this, { pen, size, past: [] });
  }

  get isEmpty() {
    return this.past.length === 0;
  }

  /** Before a stroke, a photograph, or a wipe; `isEmpty` tells whether anything is drawn now. */
  remember(isEmpty) {
    const image = this.pen.getImageData(0, 0, this.size, this.size);
    this.past = [...this.past.slice(1 - MOST), { image, isEmpty }];
  }

  /** Put the board back; whether it is empty now. */
  back() {
    const { image, isEmpty } = this.past.pop();
    this.pen.putImageData(image, 0, 0);
    return isEmpty;
  }

  forget() {
    this.past = [];
  }
}
